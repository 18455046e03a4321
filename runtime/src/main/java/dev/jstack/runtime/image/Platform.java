package dev.jstack.runtime.image;

import java.util.Set;

/**
 * What an image runs on, as Go names it: {@code linux/amd64}, {@code linux/arm/v7}. The variant is
 * empty where there is none.
 */
public record Platform(String os, String architecture, String variant) {
  private static final Set<String> ARCHITECTURES =
      Set.of(
          "386",
          "amd64",
          "arm",
          "arm64",
          "loong64",
          "mips",
          "mips64",
          "mips64le",
          "mipsle",
          "ppc64",
          "ppc64le",
          "riscv64",
          "s390x",
          "wasm");

  /** The running machine. */
  public static Platform current() {
    return switch (System.getProperty("os.arch")) {
      case "amd64", "x86_64" -> new Platform("linux", "amd64", "");
      case "aarch64" -> new Platform("linux", "arm64", "v8");
      case String other -> new Platform("linux", other, "");
    };
  }

  /** Reads {@code os/architecture[/variant]}, or an architecture alone. */
  public static Platform parse(String text) {
    String[] parts = text.split("/", -1);
    return switch (parts.length) {
      case 1 -> alone(text);
      case 2 -> of(parts[0], parts[1], "", text);
      case 3 -> of(parts[0], parts[1], parts[2], text);
      default -> throw malformed(text);
    };
  }

  /** Whether an image for {@code wanted} may be this one: arm64 and its v8 are the same. */
  public boolean suits(Platform wanted) {
    return os.equals(wanted.os)
        && architecture.equals(wanted.architecture)
        && (variant.equals(wanted.variant)
            || architecture.equals("arm64")
            || variant.isEmpty()
            || wanted.variant.isEmpty());
  }

  @Override
  public String toString() {
    return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
  }

  private static Platform alone(String text) {
    if (text.equals("linux")) {
      return current();
    }
    Platform platform = of("linux", text, "", text);
    if (!ARCHITECTURES.contains(platform.architecture)) {
      throw malformed(text);
    }
    return platform;
  }

  private static Platform of(String os, String architecture, String variant, String text) {
    if (os.isEmpty() || architecture.isEmpty()) {
      throw malformed(text);
    }
    return switch (architecture) {
      case "x86_64", "x86-64" -> new Platform(os, "amd64", variant);
      case "aarch64" -> new Platform(os, "arm64", variant.isEmpty() ? "v8" : variant);
      default -> new Platform(os, architecture, variant);
    };
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "platform: expected \"os/architecture[/variant]\", got \"" + text + "\"");
  }
}
