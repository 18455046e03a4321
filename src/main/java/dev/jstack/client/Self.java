package dev.jstack.client;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** This process as the kernel describes it, which is cheaper and more exact than the JDK. */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
record Self(int pid, int uid, byte[] arguments, byte[] environment) {

  /** Reads /proc/self; {@code main} is the class whose name precedes the user's arguments. */
  static Self read(String main) throws IOException {
    var status = new String(file("status"), StandardCharsets.ISO_8859_1);
    return new Self(
        field(status, "\nPid:\t"),
        field(status, "\nUid:\t"),
        after(file("cmdline"), (main + "\0").getBytes(StandardCharsets.UTF_8)),
        file("environ"));
  }

  /** What a rootless engine can't see of this process: {@link Start#place}. */
  byte[] place() throws IOException {
    var status = new String(file("status"), StandardCharsets.ISO_8859_1);
    int from = status.indexOf("\nUmask:\t") + "\nUmask:\t".length();
    var text = new StringBuilder();
    text.append(link("cwd")).append('\0');
    text.append(link("ns/mnt")).append('\0');
    text.append(status, from, status.indexOf('\n', from)).append('\0');
    for (int stream = 0; stream <= 2; stream++) {
      var target = link("fd/" + stream);
      text.append(target.startsWith("/dev/") ? target : "").append('\0');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Empty for a closed descriptor. */
  private static String link(String name) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/" + name)).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static byte[] file(String name) throws IOException {
    try (var in = new FileInputStream("/proc/self/" + name)) {
      return in.readAllBytes();
    }
  }

  private static int field(String status, String name) {
    int from = status.indexOf(name) + name.length();
    int to = from;
    while (Character.isDigit(status.charAt(to))) {
      to++;
    }
    return Integer.parseInt(status, from, to, 10);
  }

  private static byte[] after(byte[] line, byte[] mark) {
    for (int i = 0; i + mark.length <= line.length; i++) {
      if (Arrays.equals(line, i, i + mark.length, mark, 0, mark.length)) {
        return Arrays.copyOfRange(line, i + mark.length, line.length);
      }
    }
    return new byte[0];
  }
}
