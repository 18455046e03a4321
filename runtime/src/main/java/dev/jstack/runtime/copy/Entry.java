package dev.jstack.runtime.copy;

import dev.jstack.runtime.layer.TarMember;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.RawPath;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One file on its way.
 *
 * @param path what it will be called, below the place that is copied to
 * @param target of a symbolic link
 * @param hardLink the path of an earlier entry that this is another name of, or null
 */
record Entry(
    RawPath path,
    FileStat stat,
    RawPath target,
    @Nullable RawPath hardLink,
    SortedMap<String, byte[]> xattrs) {
  static Entry of(TarMember member) {
    var stat =
        new FileStat(
            member.kind(),
            member.permissions(),
            member.uid(),
            member.gid(),
            member.size(),
            1,
            0,
            0,
            member.nodeDevice(),
            member.modifiedSeconds(),
            member.modifiedNanos(),
            0,
            0);
    return new Entry(member.path(), stat, member.target(), member.hardLink(), member.xattrs());
  }
}
