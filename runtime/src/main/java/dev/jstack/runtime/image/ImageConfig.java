package dev.jstack.runtime.image;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An OCI image config: what to run and on which layers. Its JSON bytes name the image: the image id
 * is their digest.
 *
 * @param created null for reproducible images that don't say
 * @param diffIds of the layers, lowest first
 * @param onHost whether the layers lie on this machine's own root file system
 * @param buildCache what a build has noted of its steps, for other builds; empty for nothing
 */
public record ImageConfig(
    Platform platform,
    @Nullable Instant created,
    String author,
    RunConfig run,
    List<Digest> diffIds,
    List<History> history,
    boolean onHost,
    String buildCache) {
  public ImageConfig {
    diffIds = List.copyOf(diffIds);
    history = List.copyOf(history);
  }

  public ImageConfig(
      Platform platform,
      @Nullable Instant created,
      String author,
      RunConfig run,
      List<Digest> diffIds,
      List<History> history,
      boolean onHost) {
    this(platform, created, author, run, diffIds, history, onHost, "");
  }

  /** No layers, nothing to run: {@code FROM scratch}. */
  public static ImageConfig scratch(Platform platform) {
    return new ImageConfig(platform, null, "", RunConfig.EMPTY, List.of(), List.of(), false);
  }

  /** Reads an OCI or Docker config; {@code subject} names it in errors. */
  public static ImageConfig parse(byte[] json, String subject) {
    return ConfigJson.read(json, subject);
  }

  /** The bytes to store; the same value gives the same bytes. */
  public byte[] toJson() {
    return ConfigJson.write(this);
  }

  public ImageConfig withRun(RunConfig run) {
    return new ImageConfig(platform, created, author, run, diffIds, history, onHost, buildCache);
  }

  public ImageConfig withCreated(@Nullable Instant created) {
    return new ImageConfig(platform, created, author, run, diffIds, history, onHost, buildCache);
  }

  public ImageConfig withAuthor(String author) {
    return new ImageConfig(platform, created, author, run, diffIds, history, onHost, buildCache);
  }

  public ImageConfig withBuildCache(String steps) {
    return new ImageConfig(platform, created, author, run, diffIds, history, onHost, steps);
  }

  /** Other layers have other steps: what was noted of these goes. */
  public ImageConfig withLayers(List<Digest> diffIds, List<History> history) {
    return new ImageConfig(platform, created, author, run, diffIds, history, onHost);
  }
}
