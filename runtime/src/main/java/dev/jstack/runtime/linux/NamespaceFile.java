package dev.jstack.runtime.linux;

/** What the kernel tells of a namespace by its open file (ioctl_ns(2)). */
public final class NamespaceFile {
  private static final int NS_GET_USERNS = 0xb701;

  private NamespaceFile() {}

  /** The user namespace that a namespace belongs to. */
  public static Fd owner(Fd namespace) {
    return Fd.own(
        Kernel.check("ioctl(NS_GET_USERNS)", Syscall.IOCTL, namespace.number(), NS_GET_USERNS));
  }

  /** Whether two files are the same namespace. */
  public static boolean same(Fd a, Fd b) {
    var one = Attributes.stat(a);
    var other = Attributes.stat(b);
    return one.inode() == other.inode() && one.device() == other.device();
  }
}
