package dev.jstack.runtime.linux;

/**
 * A name in a directory, as getdents64(2) lists it; the kind may be UNKNOWN on some file systems.
 */
public record DirectoryEntry(RawPath name, FileKind kind, long inode) {}
