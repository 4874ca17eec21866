/* The least that a program can do with a scanner: waits for bytes on a serial line, and tells when each code's last
   byte (LF) was read. The measure beside which the kiosk's way to a scan stands (ScannerComparison.cs).
   Usage: line_reader DEVICE; writes the monotonic clock's nanoseconds, eight bytes a code, to standard output. */
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    struct termios line;
    char bytes[4096];
    int file = argc == 2 ? open(argv[1], O_RDONLY | O_NOCTTY | O_NONBLOCK) : -1;

    if (file < 0 || tcgetattr(file, &line) != 0) {
        perror("line_reader");
        return 1;
    }
    cfmakeraw(&line);
    if (tcsetattr(file, TCSANOW, &line) != 0 || puts("ready") < 0 || fflush(stdout) != 0) {
        perror("line_reader");
        return 1;
    }
    for (;;) {
        struct pollfd waited = { file, POLLIN, 0 };
        ssize_t count;

        if (poll(&waited, 1, -1) < 0 || (count = read(file, bytes, sizeof bytes)) <= 0)
            return 0;
        for (ssize_t i = 0; i < count; i++) {
            if (bytes[i] == '\n') {
                struct timespec now;
                uint64_t nanoseconds;

                clock_gettime(CLOCK_MONOTONIC, &now);
                nanoseconds = (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
                if (write(STDOUT_FILENO, &nanoseconds, sizeof nanoseconds) != sizeof nanoseconds)
                    return 1;
            }
        }
    }
}
