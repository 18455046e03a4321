package dev.jstack.runtime.build.request;

/**
 * Where the steps of a build go.
 *
 * @param all also the layers that the result doesn't have ({@code mode=max})
 * @param optional a failure is told, and the build is none the worse ({@code ignore-error=true})
 */
public record CacheExport(CachePlace place, boolean all, boolean optional) {
  /** All of it, or a failure. */
  public static CacheExport all(CachePlace place) {
    return new CacheExport(place, true, false);
  }
}
