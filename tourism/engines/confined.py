"""A program that runs another one behind closed doors; others only know where it lies and its first word.

`python -I confined.py <MiB> <seconds> program.py argument …` loads the program with all its libraries, then asks
the kernel to give out no more: no file, socket or process can be opened any more, no more memory is left than the
MiB that were named, no more of a core than the seconds, nothing is written to a disk. Only then is the program's
`main(arguments, doors)` called, and only it reads what strangers sent: standard input is theirs, standard output
and standard error are what comes out.
"""

import ctypes
import os
import platform
import resource
import runpy
import struct
import sys
from dataclasses import dataclass

READY = b"\n"
MIB = 1024 * 1024
OPEN_FILES = 16

# What computing, reading and writing ask of the kernel, by its numbers on each machine; all else is refused.
MACHINES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
CALLS = {
    "read": (0, 63),
    "pread64": (17, 67),
    "readv": (19, 65),
    "write": (1, 64),
    "writev": (20, 66),
    "lseek": (8, 62),
    "fstat": (5, 80),
    "close": (3, 57),
    "mmap": (9, 222),
    "mprotect": (10, 226),
    "munmap": (11, 215),
    "mremap": (25, 216),
    "madvise": (28, 233),
    "brk": (12, 214),
    "futex": (202, 98),
    "sched_yield": (24, 124),
    "sched_getaffinity": (204, 123),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132),
    "clock_gettime": (228, 113),
    "gettimeofday": (96, 169),
    "getrusage": (98, 165),
    "getrandom": (318, 278),
    "getpid": (39, 172),
    "gettid": (186, 178),
    "exit": (60, 93),
    "exit_group": (231, 94),
}
NO_NEW_PRIVILEGES, SECCOMP, FILTER = 38, 22, 2
LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06
NUMBER, ARCHITECTURE = 0, 4
# Refused means "not permitted", not the end: libraries that try have another way, or an error of their own.
ALLOW, REFUSE = 0x7FFF0000, 0x00050001


@dataclass(frozen=True, slots=True)
class Doors:
    """What was closed: `sealed` where the kernel filters calls; `status` is this process as the kernel sees it."""

    sealed: bool
    status: int

    def kib(self, field: str) -> int:
        """One figure of this process, such as VmHWM, the most memory it ever had."""
        lines = os.pread(self.status, 8192, 0).decode().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(f"{field}:"))


def limit(doors: Doors, room_mib: int, cpu_seconds: int) -> None:
    """Bounds on memory, processor time and files; nothing may be written to a disk.

    The room is on top of the addresses that the libraries have taken, of which they use a part only.
    """
    for what, most in (
        (resource.RLIMIT_AS, doors.kib("VmSize") * 1024 + room_mib * MIB),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    # The soft limit first: its signal tells who asks why the program ended.
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))


def seal() -> bool:
    """From here on nothing can be opened, started or connected; False where the kernel has no such filter."""
    if platform.machine() not in MACHINES or sys.platform != "linux":
        return False
    architecture, column = MACHINES[platform.machine()]
    calls = [numbers[column] for numbers in CALLS.values()]
    rules = [(LOAD, 0, 0, ARCHITECTURE), (EQUAL, 1, 0, architecture), (RETURN, 0, 0, REFUSE), (LOAD, 0, 0, NUMBER)]
    # A call that is on the list jumps over the rest of it and over the refusal.
    rules += [(EQUAL, len(calls) - at, 0, call) for at, call in enumerate(calls)]
    rules += [(RETURN, 0, 0, REFUSE), (RETURN, 0, 0, ALLOW)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *rule) for rule in rules))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(rules), ctypes.addressof(code)))
    control = ctypes.CDLL(None).prctl
    control.argtypes = (ctypes.c_int, *[ctypes.c_ulong] * 4)
    if control(NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(control(SECCOMP, FILTER, ctypes.addressof(program), 0, 0) == 0)


def main() -> None:
    """Load, close the doors, say so, run; then the end without tidying up, which a broken file could upset."""
    room_mib, cpu_seconds, path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    program = runpy.run_path(path)
    doors = Doors(sealed=False, status=os.open("/proc/self/status", os.O_RDONLY))
    limit(doors, room_mib, cpu_seconds)
    doors = Doors(seal(), doors.status)
    sys.stdout.buffer.write(READY)
    sys.stdout.buffer.flush()
    program["main"](sys.argv[4:], doors)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
