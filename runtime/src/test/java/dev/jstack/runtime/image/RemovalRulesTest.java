package dev.jstack.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.ConflictException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemovalRulesTest {
  private static final Digest ID = new Digest("ab".repeat(32));
  private static final String SHORT = "abababababab";
  private static final String CONTAINER = "c0ffee".repeat(10);

  @TempDir Path folder;
  private ImageIndex index;

  @BeforeEach
  void open() {
    index = ImageIndex.open(folder);
  }

  @Test
  void theLastNameGoesWithTheImage() {
    tag("redis:8");

    assertThat(plan("redis:8", false).lines())
        .containsExactly("Untagged: redis:8", "Deleted: " + ID);
  }

  @Test
  void oneNameOfSeveralGoesAlone() {
    tag("redis:8", "redis:latest");

    assertThat(plan("redis", false).lines()).containsExactly("Untagged: redis:latest");
  }

  @Test
  void anIdWithOneNameIsRemovedWithIt() {
    tag("redis:8");

    assertThat(plan(SHORT, false).lines()).containsExactly("Untagged: redis:8", "Deleted: " + ID);
  }

  @Test
  void anIdWithSeveralNamesMustBeForced() {
    tag("redis:8", "other:8");

    assertThatThrownBy(() -> plan(SHORT, false))
        .isInstanceOf(ConflictException.class)
        .hasMessage(
            "conflict: unable to delete abababababab (must be forced) - image is referenced in"
                + " multiple repositories");
    assertThat(plan(SHORT, true).lines())
        .containsExactly("Untagged: other:8", "Untagged: redis:8", "Deleted: " + ID);
  }

  @Test
  void theLastNameOfAnImageInUseMustBeForcedAndTheImageStays() {
    tag("redis:8");

    assertThatThrownBy(() -> plan("redis:8", false, new ImageUser(CONTAINER, false)))
        .hasMessage(
            "conflict: unable to remove repository reference \"redis:8\" (must force) - container"
                + " c0ffeec0ffee is using its referenced image abababababab");
    assertThat(plan("redis:8", true, new ImageUser(CONTAINER, false)).lines())
        .containsExactly("Untagged: redis:8");
  }

  @Test
  void aRunningContainerKeepsItsImageWhateverIsForced() {
    assertThatThrownBy(
            () -> plan(SHORT, true, new ImageUser("x", false), new ImageUser(CONTAINER, true)))
        .hasMessage(
            "conflict: unable to delete abababababab (cannot be forced) - image is being used by"
                + " running container c0ffeec0ffee");
  }

  @Test
  void aStoppedContainerKeepsItsImageUnlessForced() {
    assertThatThrownBy(() -> plan(SHORT, false, new ImageUser(CONTAINER, false)))
        .hasMessage(
            "conflict: unable to delete abababababab (must be forced) - image is being used by"
                + " stopped container c0ffeec0ffee");
  }

  @Test
  void theLastTagOfARepositoryTakesItsDigestsAlong() {
    var digest = "team/redis@" + new Digest("cd".repeat(32));
    tag("team/redis:8", "team/redis:latest", digest, "other:1");

    assertThat(plan("team/redis:8", false).lines()).containsExactly("Untagged: team/redis:8");
    index.untag(List.of(ImageReference.parse("team/redis:8")));
    assertThat(plan("team/redis", false).lines())
        .containsExactly("Untagged: team/redis:latest", "Untagged: " + digest);
    index.untag(List.of(ImageReference.parse("other:1")));
    assertThat(plan("team/redis", false).lines())
        .containsExactly("Untagged: team/redis:latest", "Untagged: " + digest, "Deleted: " + ID);
    assertThat(plan(SHORT, false).deleted()).containsExactly(ID);
  }

  @Test
  void aDigestThatIsTheOnlyNameIsRemovedWithTheImage() {
    var digest = "redis@" + new Digest("cd".repeat(32));
    tag(digest);

    assertThat(plan(digest, false).lines())
        .containsExactly("Untagged: " + digest, "Deleted: " + ID);
  }

  @Test
  void anotherRepositorysDigestKeepsTheImage() {
    tag("redis:8", "team/redis@" + new Digest("cd".repeat(32)));

    assertThat(plan("redis:8", false).lines()).containsExactly("Untagged: redis:8");
    assertThatThrownBy(() -> plan(SHORT, false)).hasMessageContaining("multiple repositories");
  }

  private void tag(String... names) {
    index.add(ID, Arrays.stream(names).map(ImageReference::parse).toList());
  }

  private RemovedImage plan(String text, boolean force, ImageUser... users) {
    var usage =
        new ImageUsage() {
          @Override
          public List<ImageUser> containers(Digest image) {
            return List.of(users);
          }

          @Override
          public Set<Digest> cachedLayers() {
            return Set.of();
          }
        };
    return new RemovalRules(index, usage).plan(ID, text, force);
  }
}
