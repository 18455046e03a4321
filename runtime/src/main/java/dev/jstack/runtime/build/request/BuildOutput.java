package dev.jstack.runtime.build.request;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** What becomes of a build's result ({@code --output}). */
public sealed interface BuildOutput {
  /** An image in the store, under the request's tags. */
  record Image() implements BuildOutput {}

  /** The files, into a directory that is made where it is missing; what is there is replaced. */
  record Files(Path directory) implements BuildOutput {}

  /** The files as a tar. */
  record Tar(Target target) implements BuildOutput {}

  /** The image as {@code save} writes it, for Docker and OCI tools. */
  record Archive(Target target) implements BuildOutput {}

  /** The image as an OCI image layout, into an empty directory. */
  record Layout(Path directory) implements BuildOutput {}

  /** Nothing but the cache. */
  record None() implements BuildOutput {}

  /** Where bytes go. */
  @FunctionalInterface
  interface Target {
    /** Called once; the stream is closed by the caller. */
    OutputStream open() throws IOException;
  }
}
