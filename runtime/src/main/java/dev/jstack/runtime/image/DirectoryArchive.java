package dev.jstack.runtime.image;

import dev.jstack.runtime.layer.ArchiveException;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.FileInput;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Resolve;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** An OCI image layout as a directory. Its links may not lead out of it. */
record DirectoryArchive(Directory root) implements Archive {
  static DirectoryArchive open(Path place) {
    return new DirectoryArchive(Directory.open(place));
  }

  @Override
  public boolean has(String name) {
    return find(name).isPresent();
  }

  private Optional<FileStat> find(String name) {
    try (var file = root.open(RawPath.of(name), Fd.O_PATH, 0, Resolve.IN_ROOT)) {
      return Optional.of(Directory.of(file).stat()).filter(FileStat::isRegular);
    } catch (LinuxException e) {
      return Optional.empty();
    }
  }

  @Override
  public byte[] document(String name, int largest) throws IOException {
    try (var input = stream(name)) {
      byte[] content = input.readNBytes(largest + 1);
      if (content.length > largest) {
        throw new ArchiveException(
            "image layout: " + name + " is larger than " + largest + " bytes");
      }
      return content;
    }
  }

  @Override
  public InputStream stream(String name) {
    if (!has(name)) {
      throw new ArchiveException("image layout: " + name + " is missing");
    }
    return new FileInput(root.open(RawPath.of(name), Fd.O_RDONLY, 0, Resolve.IN_ROOT));
  }

  @Override
  public void close() {
    root.close();
  }
}
