package dev.jstack.runtime.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.cache.CacheRegistry;
import dev.jstack.runtime.build.request.BuildOptions;
import dev.jstack.runtime.build.request.BuildRequest;
import dev.jstack.runtime.build.request.BuildSource;
import dev.jstack.runtime.build.request.CacheExport;
import dev.jstack.runtime.build.request.CachePlace;
import dev.jstack.runtime.build.request.CacheSyntax;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.Layer;
import dev.jstack.runtime.image.LayerStore;
import dev.jstack.runtime.image.Platform;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one machine has built another need not build again. */
@Tag("root")
class RegistryCacheTest {
  private static final String DOCKERFILE =
      """
      FROM scratch AS one
      COPY a /
      COPY c /
      FROM scratch
      COPY --from=one a /b
      """;

  private static final String CHANGED = DOCKERFILE.replace("--from=one a /b", "--from=one . /");
  private static final List<CachePlace> FROM = List.of(new CachePlace.Registry("cache"));

  @TempDir Path temporary;
  private final Shelf shelf = new Shelf();
  private BuildFixture first;
  private BuildFixture second;

  @BeforeEach
  void open() throws IOException {
    first = fixture("first");
    second = fixture("second");
  }

  @AfterEach
  void close() {
    first.close();
    second.close();
  }

  private BuildFixture fixture(String name) throws IOException {
    var fixture = new BuildFixture(Files.createDirectory(temporary.resolve(name)));
    fixture.file("a", "1");
    fixture.file("c", "2");
    return fixture;
  }

  private BuildResult build(BuildFixture fixture, String dockerfile, BuildOptions options) {
    shelf.layers = fixture.images.layers();
    var source = BuildSource.inline(fixture.context, dockerfile);
    fixture.events.clear();
    return fixture
        .builder
        .with(BaseImages.of(fixture.images), shelf)
        .build(new BuildRequest(source, options, List.of("built"), Map.of()), fixture.events::add);
  }

  private void fill(boolean all) {
    var to = new CacheExport(new CachePlace.Registry("cache"), all, false);
    build(first, DOCKERFILE, BuildOptions.defaults().withCaches(List.of(), List.of(to)));
  }

  private BuildResult again(String dockerfile) {
    return build(second, dockerfile, BuildOptions.defaults().withCaches(FROM, List.of()));
  }

  @Test
  void nothingRunsAndOnlyTheResultsLayersAreFetched() {
    fill(true);
    var result = again(DOCKERFILE);
    assertThat(result.ranSteps()).isZero();
    assertThat(second.find(result, "b")).hasContent("1");
    assertThat(shelf.fetched).isEqualTo(second.image(result).config().diffIds());
  }

  @Test
  void theLayersOfOtherStagesAreFetchedWhenAStepReadsThem() {
    fill(true);
    var result = again(CHANGED);
    assertThat(result.ranSteps()).isEqualTo(1);
    assertThat(second.find(result, "c")).hasContent("2");
    assertThat(shelf.fetched).hasSize(2);
  }

  @Test
  void theLayersOfOtherStagesNeedNotBeKeptAtAll() {
    fill(false);
    assertThat(shelf.blobs).hasSize(1);
    assertThat(again(DOCKERFILE).ranSteps()).isZero();
  }

  @Test
  void whatNobodyKeptIsMadeWhenItIsWanted() {
    fill(false);
    var result = again(CHANGED);
    assertThat(result.ranSteps()).isEqualTo(3);
    assertThat(second.find(result, "c")).hasContent("2");
  }

  @Test
  void whatWasFetchedIsKept() {
    fill(true);
    again(DOCKERFILE);
    shelf.fetched.clear();
    assertThat(again(DOCKERFILE).ranSteps()).isZero();
    assertThat(shelf.fetched).isEmpty();
  }

  @Test
  void aLayerThatIsLostIsMadeAgain() {
    fill(true);
    shelf.blobs.clear();
    var result = again(DOCKERFILE);
    assertThat(result.ranSteps()).isEqualTo(3);
    assertThat(second.find(result, "b")).hasContent("1");
  }

  @Test
  void aCacheThatIsNotThereIsToldAndTheBuildGoesOn() {
    assertThat(again(DOCKERFILE).ranSteps()).isEqualTo(3);
    assertThat(second.events)
        .contains(new BuildEvent.Started(2, "importing cache manifest from cache"))
        .contains(new BuildEvent.Failed(2, "cache: not found"));
  }

  @Test
  void anotherToolsCacheIsToldAndTheBuildGoesOn() {
    fill(true);
    shelf.type = "application/vnd.buildkit.cacheconfig.v0";
    assertThat(again(DOCKERFILE).ranSteps()).isEqualTo(3);
    assertThat(second.events)
        .contains(
            new BuildEvent.Failed(2, "cache: is a cache of BuildKit, which only BuildKit reads"));
  }

  @Test
  void aCacheOfAServiceElsewhereIsToldAndTheBuildGoesOn() {
    var syntax = new CacheSyntax(Path::of);
    var caches = List.of("type=gha,scope=main,mode=max");
    var options = BuildOptions.defaults().withCaches(syntax.from(caches), syntax.to(caches));
    assertThat(build(second, DOCKERFILE, options).ranSteps()).isEqualTo(3);
    assertThat(second.events)
        .contains(new BuildEvent.Failed(2, "unknown cache importer: gha"))
        .anyMatch(event ->
            event instanceof BuildEvent.Failed(_, var message)
                && message.equals("unknown cache exporter: gha"));
  }

  @Test
  void anImageCanBringItsOwnSteps() {
    var inline = new CacheExport(new CachePlace.Inline(), false, false);
    var options = BuildOptions.defaults().withCaches(List.of(), List.of(inline));
    var built = first.image(build(first, DOCKERFILE, options));
    shelf.layers = first.images.layers();
    shelf.type = "application/vnd.oci.image.config.v1+json";
    shelf.put("cache", first.images.config(built), built.layers());
    assertThat(again(DOCKERFILE).ranSteps()).isZero();
    assertThat(shelf.fetched).isEqualTo(built.config().diffIds());
    assertThat(build(first, "FROM built\nLABEL a=b\n", BuildOptions.defaults()))
        .satisfies(child -> assertThat(first.image(child).config().buildCache()).isEmpty());
  }

  @Test
  void theSameStepsMakeTheSameInlineImage() {
    var arguments = BuildOptions.defaults().withArgs(Map.of("BUILDKIT_INLINE_CACHE", "1"));
    var one = build(first, DOCKERFILE, arguments);
    assertThat(build(first, DOCKERFILE, arguments).image()).isEqualTo(one.image());
    assertThat(build(second, DOCKERFILE, arguments).image()).isEqualTo(one.image());
  }

  @Test
  void anExportThatFailsFailsTheBuildUnlessThatDoesNotMatter() {
    shelf.full = true;
    assertThatThrownBy(() -> fill(true)).hasMessage("no space");
    var to = new CacheExport(new CachePlace.Registry("cache"), true, true);
    var options = BuildOptions.defaults().withCaches(List.of(), List.of(to));
    assertThat(build(first, DOCKERFILE, options).cachedSteps()).isEqualTo(3);
  }

  /** A registry in memory, of one name. */
  private static final class Shelf implements CacheRegistry {
    private final Map<Digest, byte[]> blobs = new HashMap<>();
    private final List<Digest> fetched = new ArrayList<>();
    private byte[] table = {};
    private String type = TYPE;
    private boolean full;
    private LayerStore layers;

    @Override
    public Found find(String reference, Platform platform) {
      if (table.length == 0) {
        throw new JstackException(reference + ": not found");
      }
      return new Found() {
        @Override
        public String type() {
          return type;
        }

        @Override
        public byte[] config() {
          return table;
        }

        @Override
        public void fetch(List<Digest> all, Set<Digest> wanted) {
          assertThat(all).containsAll(wanted);
          wanted.forEach(Shelf.this::unpack);
        }
      };
    }

    private void unpack(Digest layer) {
      var blob = blobs.get(layer);
      if (blob == null) {
        throw new JstackException("blob not found");
      }
      fetched.add(layer);
      layers.unpack(new ByteArrayInputStream(blob));
    }

    @Override
    public Digest put(String reference, byte[] config, List<Layer> parts) {
      if (full) {
        throw new JstackException("no space");
      }
      table = config;
      for (var layer : parts) {
        var tar = new ByteArrayOutputStream();
        try {
          layers.writeTar(layer, tar);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        blobs.put(layer.diffId(), tar.toByteArray());
      }
      assertThat(new String(config, StandardCharsets.UTF_8)).doesNotContain("\"created\":1");
      return Digest.of(config);
    }
  }
}
