package dev.jstack.runtime.layer;

import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.RawPath;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a layer's tar.
 *
 * @param path clean, without {@code ..}; empty for the root directory
 * @param kind of the file itself; REGULAR for a hard link
 * @param hardLink the path of the file that this is another name of, or null
 * @param target of a symbolic link
 */
public record TarMember(
    RawPath path,
    FileKind kind,
    @Nullable RawPath hardLink,
    RawPath target,
    int permissions,
    int uid,
    int gid,
    long modifiedSeconds,
    int modifiedNanos,
    long nodeDevice,
    long size,
    boolean sparse,
    SortedMap<String, byte[]> xattrs) {}
