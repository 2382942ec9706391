# Hands /guest/work and /guest/images.tar to the guest as disks that are tar archives, boots it, says on stderr what its
# console shows, and on stdout, at last, what it answered.
#
# -icount shift=0: one instruction is one nanosecond, so a loop of the guest takes the same time whenever it runs. Without it
# guest time is the host's, and whatever else the host does is charged to the guest's processes (15 % to and fro, seen).
# It needs a single CPU. Idle time passes as the host's does.
set -eu
cd /guest
tar -cf work.tar -C work .
: > answer
qemu-system-x86_64 -M q35 -accel tcg -icount shift=0 -cpu max -smp 1 -m 2G \
  -kernel vmlinuz -initrd initrd.img -append "root=/dev/vda rw console=ttyS0 quiet loglevel=3 systemd.show_status=0 systemd.hostname=guest" \
  -drive file=disk.qcow2,format=qcow2,if=virtio,cache=unsafe,snapshot=on \
  -drive file=work.tar,format=raw,if=virtio,readonly=on \
  -drive file=images.tar,format=raw,if=virtio,readonly=on \
  -device virtio-serial -chardev file,id=answer,path=answer -device virtserialport,chardev=answer,name=aerometer \
  -nic none -display none -monitor none -no-reboot -serial stdio < /dev/null >&2
cat answer
