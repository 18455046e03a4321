package dev.jstack.runtime.build;

import dev.jstack.runtime.image.LayerDraft;
import dev.jstack.runtime.image.Lower;
import dev.jstack.runtime.image.LowerMount;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.Mounts;
import dev.jstack.runtime.linux.OwnUser;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Resolve;
import java.util.List;

/** A stage's file system as an overlay that is attached nowhere; closing its root takes it away. */
final class StageMount {
  /**
   * A layer must hold its files whole, whatever this kernel's defaults are; and what a step syncs
   * need not reach the disk, as the store syncs the finished layer.
   */
  private static final List<Mounts.Option> OPTIONS =
      List.of(
          new Mounts.Option("redirect_dir", OwnUser.isConfined() ? "nofollow" : "off"),
          new Mounts.Option("metacopy", "off"),
          new Mounts.Option("index", "off"),
          new Mounts.Option("volatile", null));

  private StageMount() {}

  /** Changes go to the draft, which must not be committed before the mount is closed. */
  static Fd writable(List<Lower> lowers, LayerDraft draft) {
    return LowerMount.writable(lowers, draft.upper(), draft.work(), OPTIONS);
  }

  /** Takes away what the mount needed, once it is closed. */
  static void tidy(List<Lower> lowers, LayerDraft draft) {
    LowerMount.tidy(lowers, draft.upper());
  }

  /** A descriptor of its own, whose closing leaves the mount. */
  static Directory root(Fd overlay) {
    return Directory.of(
        Directory.of(overlay).open(RawPath.EMPTY, Fd.O_DIRECTORY, 0, Resolve.IN_ROOT));
  }

  /** To read from. */
  static Directory readable(List<Lower> lowers) {
    return LowerMount.readable(lowers);
  }
}
