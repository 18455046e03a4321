package dev.jstack.runtime.layer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A layer, or several, of somebody who wants to reach outside of it. {@code refusal} is part of the
 * error, empty where the entries are taken inside.
 *
 * @param sentence what it tries
 * @param refusal of an image's layer
 * @param refusalOfAdd of {@code ADD}, where the last of equal names wins
 * @param layers for a directory outside that has a file {@code secret}
 */
public record HostileArchive(
    String sentence, String refusal, String refusalOfAdd, Function<Path, List<TarBytes>> layers) {
  private static final String NAME = "invalid entry name";
  private static final String TWICE = "duplicate entry";
  private static final String ROOT = "root is not a directory";

  @Override
  public String toString() {
    return sentence;
  }

  public static Stream<HostileArchive> all() {
    return Stream.of(names(), links(), hardLinks(), nodes(), whiteouts(), duplicates(), sizes())
        .flatMap(List::stream);
  }

  private static List<HostileArchive> names() {
    return List.of(
        refused("a name climbs out", NAME, tar().file("../x", "")),
        refused("a name climbs out further on", NAME, tar().file("a/../../x", "")),
        refused("a name climbs out behind a dot", NAME, tar().file("./../x", "")),
        refused("a directory climbs out", NAME, tar().directory("../../x/")),
        refused("a PAX name climbs out", NAME, tar().pax("path", "../../x").file("x", "")),
        refused("a GNU name climbs out", NAME, tar().longName("../".repeat(50) + "x")),
        refused("a name has a NUL", NAME, tar().pax("path", "a\0b").file("x", "")),
        of("a name is empty", NAME, "", _ -> List.of(tar().file("", ""))),
        refused("a file is thousands of directories deep", "more than 512", deep(3000)),
        refused(
            "a name is longer than paths are",
            "ENAMETOOLONG",
            tar().pax("path", ("x".repeat(200) + "/").repeat(30) + "f").file("x", "1")),
        refused(
            "a component is longer than names are",
            "ENAMETOOLONG",
            tar().longName("x".repeat(300))),
        refused(
            "an entry has a GNU name and a PAX name",
            "two long names",
            tar().entry('L', "././@LongLink", "", 0, "a\0").pax("path", "b").file("c", "")),
        inside("a file is very deep", _ -> List.of(deep(500))),
        inside("backslashes climb out", _ -> List.of(tar().file("..\\..\\x", "1"))),
        inside("a name is absolute", out -> List.of(tar().file(out + "/secret", "evil"))),
        inside("names end in dots and slashes", _ -> List.of(tar().file("a/./b//./c", "1"))));
  }

  private static List<HostileArchive> links() {
    return List.of(
        of(
            "a file is written through a link",
            TWICE,
            TWICE,
            out -> List.of(tar().symlink("s", out.toString()).file("s/f", "evil"))),
        of(
            "a file is written through a link to /proc",
            TWICE,
            TWICE,
            out -> List.of(tar().symlink("s", "/proc/self/root" + out).file("s/f", "evil"))),
        inside(
            "a file is written through a link that climbs out",
            out -> List.of(tar().symlink("s", "../".repeat(40)).file("s/f", "evil"))),
        inside(
            "a file is written through a link to a directory of the same path",
            out ->
                List.of(
                    tar()
                        .directory(out + "/")
                        .symlink("s", out.toString())
                        .file("s/secret", "evil"))),
        of(
            "a file takes the place of a link",
            TWICE,
            "",
            out -> List.of(tar().symlink("s", out + "/secret").file("s", "evil"))),
        of(
            "a directory takes the place of a link",
            TWICE,
            "",
            out -> List.of(tar().symlink("s", out.toString()).directory("s/").file("s/f", "evil"))),
        inside(
            "a link of one layer is written through in the next",
            out -> List.of(tar().symlink("s", out.toString()), tar().file("s/secret", "evil"))),
        inside(
            "a link of one layer is deleted through in the next",
            out -> List.of(tar().symlink("s", out.toString()), tar().file("s/.wh.secret", ""))),
        refused("the root is a link", ROOT, tar().symlink(".", "/tmp")),
        refused("the root is a link called slash", ROOT, tar().symlink("/", "/tmp")),
        refused("the root becomes a link", ROOT, tar().directory("./").symlink("/.", "x")),
        refused("the root is a file", ROOT, tar().file("./", "").file("/.", "")),
        refused("the root is a hard link", ROOT, tar().file("x", "").hardLink(".", "x")),
        refused("a link leads to itself", "ELOOP", tar().symlink("a", "a").file("a/x", "")),
        refused("a file has entries", "ENOTDIR", tar().file("f", "").file("f/g", "")));
  }

  private static List<HostileArchive> hardLinks() {
    return List.of(
        refused("a hard link climbs out", "hard link to", tar().hardLink("h", "../../etc/shadow")),
        of(
            "a hard link is absolute",
            "ENOENT",
            "ENOENT",
            out -> List.of(tar().hardLink("h", out + "/secret"))),
        of(
            "a hard link leads through a link",
            "ENOENT",
            "ENOENT",
            out -> List.of(tar().symlink("l", out.toString()).hardLink("h", "l/secret"))),
        inside(
            "a hard link to a link has a mode",
            out -> List.of(tar().symlink("l", out + "/secret").entry('1', "h", "l", 0777, ""))),
        of(
            "a hard link is written to",
            TWICE,
            "",
            out -> List.of(tar().file("a", "1").hardLink("h", "a").file("h", "evil"))),
        of(
            "a hard link leads to a lower layer",
            "not in the layer",
            "not in the layer",
            out -> List.of(tar().file("a", "1"), tar().hardLink("h", "a"))),
        refused(
            "a hard link leads to a directory", "EPERM", tar().directory("d/").hardLink("h", "d")),
        refused("a hard link leads to the root", "not in the layer", tar().hardLink("h", "/")));
  }

  private static List<HostileArchive> nodes() {
    return List.of(
        refused("a device forges a whiteout", "device 0:0", tar().device('3', "c", 0, 0)),
        refused("an entry is of no known type", "unknown type", tar().entry('Q', "x", "", 0, "")),
        inside(
            "a directory steers the overlay",
            out ->
                List.of(
                    tar()
                        .pax("SCHILY.xattr.trusted.overlay.redirect", out.toString())
                        .directory("d/")
                        .pax("SCHILY.xattr.user.overlay.opaque", "y")
                        .directory("e/"))),
        inside(
            "a file steers the overlay",
            out ->
                List.of(
                    tar()
                        .pax(
                            "SCHILY.xattr.trusted.overlay.metacopy",
                            "",
                            "SCHILY.xattr.trusted.overlay.redirect",
                            out + "/secret")
                        .file("f", ""))),
        refused("an owner is beyond 32 bits", "invalid owner", tar().owned("x", "4294967296")),
        refused("an owner is negative", "invalid owner", tar().owned("x", "-1")),
        refused(
            "an owner means nobody changes it", "invalid owner", tar().owned("x", "4294967295")));
  }

  private static List<HostileArchive> whiteouts() {
    return List.of(
        refused("a whiteout deletes nothing", "invalid whiteout", tar().file(".wh.", "")),
        refused("a whiteout deletes its directory", "invalid whiteout", tar().file(".wh..", "")),
        refused("a whiteout deletes its parent", "invalid whiteout", tar().file("d/.wh...", "")),
        refused(
            "a whiteout is of another system", "invalid whiteout", tar().file(".wh..wh.plnk", "")),
        refused("a whiteout has entries", NAME, tar().file(".wh.d/f", "")),
        refused("a whiteout has contents", "not empty", tar().file(".wh.x", "content")),
        refused(
            "a whiteout is linked to",
            "not in the layer",
            tar().file(".wh.x", "").hardLink("y", "x")),
        of(
            "a whiteout deletes through a link",
            TWICE,
            TWICE,
            out -> List.of(tar().symlink("s", out.toString()).file("s/.wh.secret", ""))),
        inside("the root is made opaque", _ -> List.of(tar().file(".wh..wh..opq", ""))));
  }

  private static List<HostileArchive> duplicates() {
    return List.of(
        of("a file comes twice", TWICE, "", _ -> List.of(tar().file("a", "1").file("a", "2"))),
        of(
            "a file, a directory and a link have one name",
            TWICE,
            "",
            out ->
                List.of(
                    tar().file("a", "1").directory("a/").file("a/f", "").symlink("./a", out + ""))),
        inside("a directory comes twice", _ -> List.of(tar().directory("d/").directory("d"))));
  }

  private static List<HostileArchive> sizes() {
    return List.of(
        refused("a size is negative", "", tar().claiming('0', "x", -1)),
        refused("a size is larger than the archive", "", tar().claiming('0', "x", 1L << 40)),
        refused("a PAX size is negative", "", tar().pax("size", "-512").file("x", "")),
        refused("a PAX size is no number", "", tar().pax("size", "many").file("x", "")),
        refused("a PAX header is huge", "", tar().claiming('x', "pax", 1L << 33)),
        refused(
            "a PAX header is larger than any",
            "more than 1 MiB",
            tar().pax("comment", "x".repeat(2 << 20)).file("x", "")),
        refused(
            "a PAX record is longer than its header",
            "",
            tar().entry('x', "p", "", 0, "99 path=x\n").file("x", "")),
        refused(
            "a PAX record has no length",
            "",
            tar().entry('x', "p", "", 0, "path=x\n").file("x", "")),
        refused("a GNU name is huge", "", tar().claiming('L', "long", 1L << 33)),
        refused(
            "a symbolic link has contents",
            "has contents",
            tar().entry('2', "x", "y", 0, "content")),
        refused("a time is no number", "", tar().pax("mtime", "soon").file("x", "")),
        refused(
            "a sparse file claims an exbibyte",
            "",
            tar()
                .pax(
                    "GNU.sparse.major", "1",
                    "GNU.sparse.minor", "0",
                    "GNU.sparse.name", "big",
                    "GNU.sparse.realsize", Long.toString(1L << 60))
                .file("x", "1\n" + (1L << 59) + "\n0\n" + "\0".repeat(490))),
        refused(
            "a sparse map has millions of pieces",
            "",
            tar()
                .pax(
                    "GNU.sparse.major", "1",
                    "GNU.sparse.minor", "0",
                    "GNU.sparse.name", "big",
                    "GNU.sparse.realsize", "512")
                .file("x", "2000000000\n" + "0\n".repeat(300))));
  }

  private static TarBytes deep(int levels) {
    return tar().pax("path", "a/".repeat(levels) + "f").file("x", "1");
  }

  private static TarBytes tar() {
    return new TarBytes();
  }

  private static HostileArchive refused(String sentence, String refusal, TarBytes tar) {
    // An empty refusal would mean that it is taken inside.
    String message = refusal.isEmpty() ? " " : refusal;
    return of(sentence, message, message, _ -> List.of(tar));
  }

  private static HostileArchive inside(String sentence, Function<Path, List<TarBytes>> layers) {
    return of(sentence, "", "", layers);
  }

  private static HostileArchive of(
      String sentence, String refusal, String refusalOfAdd, Function<Path, List<TarBytes>> layers) {
    return new HostileArchive(
        sentence, refusal, refusalOfAdd, outside -> new ArrayList<>(layers.apply(outside)));
  }
}
