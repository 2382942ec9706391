import { bytesAxis, countAxis } from '../chart/axes';
import { lines } from '../chart/lines';
import type { Block, Section } from '../section';
import { brokenOffBlocks } from './broken-off';
import { crowdBlocks } from './login-crowds';
import { dayTable } from './login-day';
import { loginFigures } from './login-figures';
import { type LoginData, loginSchema } from './login-schema';
import { dueClaim, insideList, stepTable } from './login-tables';
import type { Part } from './part';

export const login: Part<LoginData> = {
  name: 'login',
  title: 'Login: what the password hash costs',
  schema: loginSchema,
  section: (data) => sectionOf(data),
};

function sectionOf(data: LoginData): Section {
  const figures = loginFigures(data);
  return {
    id: 'login',
    title: login.title,
    blocks: [
      {
        kind: 'paragraph',
        text: 'A password hash is slow on purpose, and the text names it as the cost of a login. Here it is told from the rest of LOGIN without looking into the server: a wrong password is checked and opens nothing, and an unknown user is not even checked.',
      },
      stepTable(data, figures),
      insideList(data, figures),
      dueClaim(figures),
      dayTable(data, figures),
      ...crowdBlocks(data),
      ...growthBlocks(data),
      ...brokenOffBlocks(data.brokenOff),
    ],
  };
}

/** RSS after logins one after the other, a line a start. */
function growthBlocks({ growth }: LoginData): Block[] {
  const starts = [...new Set(growth.map(({ start }) => start))];
  const series = starts.map((start) => ({
    name: `start ${start}`,
    style: 'line' as const,
    points: growth.flatMap((one) =>
      one.start === start && one.rssBytes !== null ? [[one.logins, one.rssBytes] as const] : [],
    ),
  }));
  if (series.every(({ points }) => points.length === 0)) return [];
  const most = Math.max(...growth.map(({ logins }) => logins));
  const caption = `RSS after 0 to ${most} logins one after the other, each with LOGOUT. Where it rises in steps, an allocator keeps what a hash took, for one thread after another; nobody is logged in at these moments.`;
  const svg = lines({
    title: 'RSS after logins',
    x: countAxis('logins'),
    y: bytesAxis('RSS'),
    series,
  });
  return [{ kind: 'figure', caption, svg }];
}
