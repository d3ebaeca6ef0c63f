import path from 'node:path';

/** Debian's names for this machine's processor: packages, library folder, loader. */
export const machine =
  process.arch === 'arm64'
    ? { debian: 'arm64', triple: 'aarch64-linux-gnu', loader: 'usr/lib/ld-linux-aarch64.so.1' }
    : { debian: 'amd64', triple: 'x86_64-linux-gnu', loader: 'usr/lib64/ld-linux-x86-64.so.2' };

export const libraryFolder = (root: string): string => path.join(root, 'usr/lib', machine.triple);

/**
 * The command that runs a program of the unpacked root by the root's own loader and libraries: no chroot, no rights needed.
 * `--inhibit-cache` keeps the machine's own /etc/ld.so.cache out, whose libraries may be older.
 */
export function byItsOwnLoader(root: string, program: string): { command: string; args: string[] } {
  const libraries = libraryFolder(root);
  return {
    command: path.join(root, machine.loader),
    args: ['--inhibit-cache', '--library-path', `${libraries}:${libraries}/pulseaudio`, path.join(root, program)],
  };
}
