import { type Command, Option } from 'commander';
import { runInGuest } from '../guest/guest';
import { CGROUP_DRIVERS, type CgroupDriver } from '../guest/settings';
import type { Context } from './context';
import { optionsOf } from './options';

/** The probe on cgroup v2, on a machine that has it or not. */
export function addCgroup2(program: Command, context: Context): void {
  program
    .command('accuracy:cgroup2')
    .description('the short accuracy run on a real cgroup v2 hierarchy: in an emulated Debian guest')
    .addOption(
      new Option('--driver <name>', 'how Docker makes cgroups there')
        .choices(CGROUP_DRIVERS)
        .default('systemd'),
    )
    .option('--out <dir>', 'where accuracy-cgroup2.json goes (default: results/)')
    .option('--wait <seconds>', 'how long to queue behind another run on the same engine (default: 60)')
    .option('--config <file>', 'instead of aerometer.config.json in the current directory')
    .action(async ({ driver, ...given }: { driver: CgroupDriver } & Record<string, string | boolean>) => {
      const options = optionsOf('study', given, context);
      const { exitCode } = await runInGuest({ ...options, cgroupDriver: driver }, context);
      context.exit(exitCode);
    });
}
