/** What the guest is told, as settings.json beside its program. */
export interface GuestSettings {
  /** How Docker makes cgroups there: Debian's Docker lets systemd do it. */
  readonly cgroupDriver: CgroupDriver;
}

export const CGROUP_DRIVERS = ['systemd', 'cgroupfs'] as const;
export type CgroupDriver = (typeof CGROUP_DRIVERS)[number];
