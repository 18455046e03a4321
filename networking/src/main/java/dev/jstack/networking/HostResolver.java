package dev.jstack.networking;

import dev.jstack.networking.dns.ResolvConf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/** The host's /etc/resolv.conf, read again when it has changed. */
final class HostResolver {
  private final Path file;
  private FileTime modified = FileTime.fromMillis(0);
  private ResolvConf content = new ResolvConf(List.of(), List.of(), List.of());

  HostResolver(Path file) {
    this.file = file;
  }

  synchronized ResolvConf read() {
    try {
      var now = Files.getLastModifiedTime(file);
      if (!now.equals(modified)) {
        content = ResolvConf.read(file);
        modified = now;
      }
    } catch (IOException e) {
      // gone for a moment while it is replaced: what we know is the best there is
    }
    return content;
  }
}
