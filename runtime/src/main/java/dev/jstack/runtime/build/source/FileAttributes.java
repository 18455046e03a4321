package dev.jstack.runtime.build.source;

import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.OverlayAttributes;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Xattrs;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The extended attributes that belong to a file and go where it goes: not those of overlayfs, and
 * not the labels that this machine's security modules put on everything.
 */
public final class FileAttributes {
  private static final String CAPABILITY = "security.capability";

  private FileAttributes() {}

  public static SortedMap<String, byte[]> of(Directory directory, RawPath name) {
    var all = Xattrs.all(directory, name);
    if (all.isEmpty()) {
      return Collections.emptySortedMap();
    }
    var own = new TreeMap<>(all);
    own.keySet().removeIf(key -> !belongs(key));
    return own;
  }

  private static boolean belongs(String key) {
    return key.startsWith("security.") ? key.equals(CAPABILITY) : !OverlayAttributes.is(key);
  }
}
