package dev.jstack.runtime.build.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitReferenceTest {
  private static GitReference parse(String text) {
    return GitReference.parse(text).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "https://host/a.git, https://host/a.git, '', ''",
    "https://host/a.git#v1, https://host/a.git, v1, ''",
    "https://host/a.git#v1:sub/dir, https://host/a.git, v1, sub/dir",
    "https://host/a.git#:sub, https://host/a.git, '', sub",
    "https://host/a.git#v1:../../etc, https://host/a.git, v1, etc",
    "git@host:a/b.git#main, git@host:a/b.git, main, ''",
    "ssh://git@host:22/a.git, ssh://git@host:22/a.git, '', ''",
    "git://host/a#b, git://host/a, b, ''",
    "github.com/moby/buildkit#x, https://github.com/moby/buildkit, x, ''",
    "https://host/a.git?ref=v1&subdir=d, https://host/a.git, v1, d",
    "https://host/a.git?tag=v1, https://host/a.git, refs/tags/v1, ''",
    "https://host/a.git?branch=b, https://host/a.git, refs/heads/b, ''"
  })
  void anAddressHasARemoteARefAndADirectory(
      String text, String remote, String ref, String directory) {
    var reference = parse(text);
    assertThat(reference.remote()).isEqualTo(remote);
    assertThat(reference.ref()).isEqualTo(ref);
    assertThat(reference.directory()).isEqualTo(directory);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://host/a.tar.gz",
        "a.git",
        "./git@x:y",
        "dir/github.com/x",
        "file:///a.git"
      })
  void anythingElseIsNoRepository(String text) {
    assertThat(GitReference.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://host/a.git#-x",
        "https://host/a.git#--upload-pack=touch${IFS}x",
        "https://host/a.git#a..b",
        "https://host/a.git?ref=-x",
        "ssh://-oProxyCommand=x/a.git",
        "ssh://git@-oProxyCommand=x/a.git",
        "https://host/a.git?nope=1",
        "https://host/a.git?ref=a&tag=b",
        "https://host/a.git?checksum=zz",
        "https://host/a.git?ref=a#b",
        "https://ho st/a.git"
      })
  void whatCouldBeAnOptionOrMeansNothingIsRefused(String text) {
    assertThatThrownBy(() -> GitReference.parse(text)).hasMessageContaining("\"" + text + "\"");
  }

  @Test
  void flagsOfTheInstructionCountMore() {
    var reference = parse("https://host/a.git?checksum=aaaaaaa&keep-git-dir=0");
    assertThat(reference.checksum()).isEqualTo("aaaaaaa");
    assertThat(reference.with("bbbbbbb", true).checksum()).isEqualTo("bbbbbbb");
    assertThat(reference.with(null, true).keepsGit()).isTrue();
    assertThat(reference.with(null, null).keepsGit()).isFalse();
  }

  @Test
  void passwordsAreNotShown() {
    assertThat(parse("https://me:secret@host/a.git#v1").shown()).isEqualTo("https://host/a.git#v1");
  }
}
