import { sightFinding, told } from './doctor-sight';
import { fakeDocker } from './fake-docker';

const nothing = { networks: [], volumes: [], images: [] };

test('a probe that may do all is good; one that may not says which figures will be null, and keeps nothing from running', () => {
  expect(told({ whyBlind: null, whyNoDetail: null })).toMatchObject({ kind: 'good' });
  const blind = told({ whyBlind: 'pids are not the host’s', whyNoDetail: null });
  expect(blind).toMatchObject({ kind: 'note', remedy: expect.stringContaining('host pid namespace') });
  expect(blind.fact).toMatch(
    /pids are not the host’s.*Peak, .* will be null; CPU times come from Docker's stats/,
  );
  const vague = told({ whyBlind: null, whyNoDetail: 'EACCES' });
  expect(vague).toMatchObject({ kind: 'note', remedy: expect.stringContaining('SYS_PTRACE') });
  expect(vague.fact).toMatch(/EACCES\. Anonymous memory and PSS .* will be null/);
});

test('it is not looked at without its image, nor beside a run', async () => {
  const idle = fakeDocker({ ...nothing, containers: [] });
  expect((await sightFinding(idle, null)).fact).toContain('not known before its image is here');
  const lock = {
    Id: 'lock',
    Names: ['/aerometer-lock'],
    State: 'running',
    Labels: { 'aerometer.owner': 'x' },
  };
  const busy = fakeDocker({ ...nothing, containers: [lock] });
  expect((await sightFinding(busy, 'probe:1')).fact).toContain('would disturb the run under way');
});
