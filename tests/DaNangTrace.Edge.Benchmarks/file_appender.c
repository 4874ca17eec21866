/* The least that a program can do to keep a record: appends it to a file and waits for the disk (write, fdatasync).
   The measure beside which the ledger's append stands (LedgerComparison.cs).
   Usage: file_appender FILE RECORD THREADS; RECORD is a file that holds the record.
   For each count that it reads from standard input (four bytes), every thread appends so many records; then it writes
   the nanoseconds of each append and, last, of the whole round, eight bytes a number.
   The threads have no lock between them: O_APPEND keeps each record whole, and the kernel may bring several to the disk
   at once. With a lock each would wait for all before it. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static int file;
static char record[65536];
static ssize_t length;
static uint32_t count;
static uint64_t *taken;

static uint64_t now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void fail(void)
{
    perror("file_appender");
    exit(1);
}

static void *append(void *index)
{
    uint64_t *mine = taken + (size_t)(uintptr_t)index * count;

    for (uint32_t i = 0; i < count; i++) {
        uint64_t begun = now();

        if (write(file, record, (size_t)length) != length || fdatasync(file) != 0)
            fail();
        mine[i] = now() - begun;
    }
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t threads[64];
    int source = argc == 4 ? open(argv[2], O_RDONLY) : -1;
    unsigned many = argc == 4 ? (unsigned)atoi(argv[3]) : 0;

    file = source < 0 ? -1 : open(argv[1], O_WRONLY | O_APPEND | O_CREAT, 0600);
    if (file < 0 || many < 1 || many > 64 || (length = read(source, record, sizeof record)) <= 0)
        fail();
    while (fread(&count, sizeof count, 1, stdin) == 1) {
        size_t all = (size_t)many * count;
        uint64_t begun;

        if ((taken = calloc(all + 1, sizeof *taken)) == NULL)
            fail();
        begun = now();
        for (unsigned i = 1; i < many; i++)
            if (pthread_create(&threads[i], NULL, append, (void *)(uintptr_t)i) != 0)
                fail();
        append(NULL);
        for (unsigned i = 1; i < many; i++)
            pthread_join(threads[i], NULL);
        taken[all] = now() - begun;
        if (fwrite(taken, sizeof *taken, all + 1, stdout) != all + 1 || fflush(stdout) != 0)
            fail();
        free(taken);
    }
    return 0;
}
