// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.demarc.contract.DemarcException;
import dev.demarc.host.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryTest {
  @TempDir Path folder;
  private Path work = Path.of("");

  @BeforeEach
  void makeRepository() throws Exception {
    assumeTrue(Tool.find("git").isPresent(), "git is not installed");
    work = Files.createDirectories(folder.resolve("work"));
    git("init", "-q", "-b", "main");
    Files.createDirectories(work.resolve("part/sub"));
    Files.writeString(work.resolve("part/run.sh"), "#!/bin/sh\ncat\n");
    Files.writeString(work.resolve("part/sub/data file"), "two\r\nlines");
    Files.writeString(work.resolve("outside"), "x");
    assertThat(work.resolve("part/run.sh").toFile().setExecutable(true)).isTrue();
  }

  @Test
  void commitFilesAndContentsAreRead() throws Exception {
    commit();
    git("remote", "add", "origin", "https://user:secret@example.org/team/shop.git");
    Repository repository = Repository.around(work.resolve("part"));
    Commit commit = repository.commit("HEAD");
    assertThat(repository.prefix()).isEqualTo("part");
    assertThat(commit.id()).matches("[0-9a-f]{40}");
    assertThat(commit.subject()).isEqualTo("first");
    assertThat(commit.time()).hasToString("2026-01-02T03:04:05Z");
    assertThat(commit.origin()).contains("https://example.org/team/shop.git");
    assertThat(commit.shallow()).isFalse();
    List<TrackedFile> files = repository.files(commit);
    assertThat(files).extracting(TrackedFile::path).containsExactly("run.sh", "sub/data file");
    assertThat(files.getFirst().kind()).isEqualTo(TrackedFile.Kind.EXECUTABLE);
    Map<String, byte[]> contents = repository.contents(files);
    assertThat(contents.get("sub/data file")).asString().isEqualTo("two\r\nlines");
    assertThat(repository.dirtyFiles()).isEmpty();
  }

  @Test
  void changesBelowTheFolderAreNamedAndOthersAreNot() throws Exception {
    Files.writeString(work.resolve(".gitignore"), "*.log\n");
    commit();
    Files.writeString(work.resolve("outside"), "changed");
    Files.writeString(work.resolve("part/run.sh"), "changed");
    Files.writeString(work.resolve("part/ne w"), "new");
    Files.writeString(work.resolve("part/x.log"), "ignored");
    Files.createDirectories(work.resolve("part/.demarc"));
    Files.writeString(work.resolve("part/.demarc/y"), "own");
    assertThat(Repository.around(work.resolve("part")).dirtyFiles())
        .containsExactly("part/ne w", "part/run.sh");
  }

  @Test
  void noRepositoryNoCommitAndUnknownCommitsAreUsageErrorsWithARemedy() throws Exception {
    Path bare = Files.createDirectories(folder.resolve("elsewhere"));
    usage(() -> Repository.around(bare), "no git repository");
    usage(() -> Repository.around(work).commit("HEAD"), "no commit yet");
    usage(() -> Repository.around(folder.resolve("nowhere")), "no folder");
    commit();
    usage(() -> Repository.around(work).commit("nonsense"), "knows no commit");
    usage(() -> Repository.around(work).commit("--help"), "knows no commit");
    Path fresh = Files.createDirectories(work.resolve("fresh"));
    usage(() -> Repository.around(fresh).commit("HEAD"), "not in commit");
    git("commit", "-q", "--allow-empty", "-m", "second");
    usage(() -> Repository.around(work).commit("HEAD~1"), "not what is checked out");
  }

  @Test
  void foreignOwnersWorktreesAndShallowClonesAreRead() throws Exception {
    commit();
    git("worktree", "add", "-q", "../tree", "HEAD");
    git("clone", "-q", "--depth", "1", "file://" + work, "../shallow");
    Commit here = Repository.around(work.resolve("part")).commit("HEAD");
    Commit tree = Repository.around(folder.resolve("tree/part")).commit("HEAD");
    assertThat(tree.folderTree()).isEqualTo(here.folderTree());
    Commit shallow = Repository.around(folder.resolve("shallow/part")).commit("HEAD");
    assertThat(shallow.shallow()).isTrue();
    assertThat(shallow.origin()).isEmpty(); // a path of this machine is no address
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can give files away");
    Tool.of("chown").in(folder).run("-R", "12345", work.toString());
    assertThat(Repository.around(work.resolve("part")).commit("HEAD")).isEqualTo(here);
  }

  @Test
  void addressesLoseUsersAndPasswords() {
    assertThat(Origin.published("git@example.org:team/shop.git"))
        .contains("ssh://example.org/team/shop.git");
    assertThat(Origin.published("ssh://git@example.org:2222/shop"))
        .contains("ssh://example.org:2222/shop");
    assertThat(Origin.published("https://token@example.org/shop?private=1#x"))
        .contains("https://example.org/shop");
    assertThat(Origin.published("/srv/git/shop")).isEmpty();
    assertThat(Origin.published("file:///srv/git/shop")).isEmpty();
    assertThat(Origin.published("../shop")).isEmpty();
  }

  private static void usage(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(
            DemarcException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(DemarcException.Kind.USAGE);
              assertThat(e.remedy()).isNotEmpty();
            });
  }

  private void commit() throws Exception {
    git("add", "-A");
    git("commit", "-q", "-m", "first");
  }

  private void git(String... arguments) throws Exception {
    Tool.Result result =
        Tool.of("git")
            .in(work)
            .with("GIT_AUTHOR_NAME", "A")
            .with("GIT_AUTHOR_EMAIL", "a@example.org")
            .with("GIT_COMMITTER_NAME", "A")
            .with("GIT_COMMITTER_EMAIL", "a@example.org")
            .with("GIT_AUTHOR_DATE", "2026-01-02T03:04:05Z")
            .with("GIT_COMMITTER_DATE", "2026-01-02T03:04:05Z")
            .run(arguments);
    assertThat(result.ok()).as(result.problem()).isTrue();
  }
}
