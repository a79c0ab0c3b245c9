// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.git;

import dev.demarc.contract.DemarcException;
import dev.demarc.host.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder inside a git repository, read by the command line of git: the library that could do it
 * knows no SHA-256 repositories and starts slower.
 */
public final class Repository {
  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final int MOST = 512 << 20;

  private final Path top;
  private final String prefix;

  private Repository(Path top, String prefix) {
    this.top = top;
    this.prefix = prefix;
  }

  /** Finds the repository around a folder. */
  public static Repository around(Path folder) throws IOException, InterruptedException {
    if (!Files.isDirectory(folder)) {
      throw usage(folder + " is no folder", "name the folder of a component");
    }
    Path real = folder.toRealPath();
    Repository here = new Repository(real, "");
    Tool.Result found = here.git(List.of("rev-parse", "--show-toplevel"));
    if (!found.ok() || found.text().isBlank()) {
      throw usage(
          folder + " is in no git repository (" + found.problem() + ")",
          "run 'git init' there and commit the component: a release needs a commit to speak of");
    }
    Path top = Path.of(found.text()).toRealPath();
    return new Repository(top, top.relativize(real).toString());
  }

  /** The top folder of the working copy. */
  public Path top() {
    return top;
  }

  /** The folder relative to the top, with slashes; empty text for the top itself. */
  public String prefix() {
    return prefix;
  }

  /** The commit that {@code name} means, which must be the one that is checked out. */
  public Commit commit(String name) throws IOException, InterruptedException {
    Tool.Result head = git(List.of("rev-parse", "--verify", "-q", "HEAD^{commit}"));
    if (!head.ok()) {
      throw usage("the repository " + top + " has no commit yet", "commit the component first");
    }
    Tool.Result asked =
        git(List.of("rev-parse", "--verify", "-q", "--end-of-options", name + "^{commit}"));
    if (!asked.ok()) {
      throw usage("git knows no commit '" + name + "'", "name a commit, or leave it out for HEAD");
    }
    String id = asked.text();
    if (!id.equals(head.text())) {
      throw usage(
          "'" + name + "' is not what is checked out", "run 'git checkout " + name + "' first");
    }
    String[] facts = facts(id);
    return new Commit(
        id,
        folderTree(id),
        Instant.ofEpochSecond(Long.parseLong(facts[0])),
        facts[1],
        facts[2],
        origin(),
        "true".equals(git(List.of("rev-parse", "--is-shallow-repository")).text()));
  }

  /**
   * Files below the folder that differ from the commit or that git does not know, in their order;
   * what git ignores and Demarc's own folder do not count.
   */
  public List<String> dirtyFiles() throws IOException, InterruptedException {
    Tool.Result status =
        must(
            "read the state of the working copy",
            List.of("status", "--porcelain=v1", "-z", "--untracked-files=all", "--", pathOrDot()));
    List<String> files = new ArrayList<>();
    String[] entries = raw(status).split("\0", -1);
    for (int at = 0; at < entries.length; at++) {
      String entry = entries[at];
      if (entry.length() < 4) {
        continue;
      }
      if (entry.charAt(0) == 'R' || entry.charAt(0) == 'C') {
        at++; // the next entry is where it came from
      }
      String path = entry.substring(3);
      if (!path.startsWith(".demarc/") && !path.contains("/.demarc/")) {
        files.add(path);
      }
    }
    return files.stream().sorted().toList();
  }

  /** The files of a commit below the folder, in the order of their paths. */
  public List<TrackedFile> files(Commit commit) throws IOException, InterruptedException {
    Tool.Result listing =
        must(
            "list the files of " + commit.brief(),
            List.of("ls-tree", "-r", "-z", "--full-tree", commit.folderTree()));
    List<TrackedFile> files = new ArrayList<>();
    for (String entry : raw(listing).split("\0", -1)) {
      int tab = entry.indexOf('\t');
      String[] words = tab < 0 ? new String[0] : entry.substring(0, tab).split(" ", -1);
      if (words.length == 3) {
        files.add(
            new TrackedFile(entry.substring(tab + 1), TrackedFile.kindOf(words[0]), words[2]));
      }
    }
    return files;
  }

  /**
   * The files of the working copy below the folder that git knows or does not ignore, in the order
   * of their paths.
   */
  public List<TrackedFile> workingFiles() throws IOException, InterruptedException {
    Tool.Result listing =
        must(
            "list the files of the working copy",
            List.of("ls-files", "-co", "--exclude-standard", "-z", "--", pathOrDot()));
    Path folder = top.resolve(prefix);
    List<TrackedFile> files = new ArrayList<>();
    for (String path : raw(listing).split("\0", -1)) {
      Path file = top.resolve(path);
      boolean own = path.startsWith(".demarc/") || path.contains("/.demarc/");
      if (path.isEmpty() || own || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        continue;
      }
      TrackedFile.Kind kind =
          Files.isSymbolicLink(file)
              ? TrackedFile.Kind.LINK
              : Files.isDirectory(file)
                  ? TrackedFile.Kind.SUBMODULE
                  : Files.isExecutable(file) ? TrackedFile.Kind.EXECUTABLE : TrackedFile.Kind.PLAIN;
      files.add(new TrackedFile(folder.relativize(file).toString(), kind, ""));
    }
    return files.stream().distinct().sorted(Comparator.comparing(TrackedFile::path)).toList();
  }

  /** The content of files as the commit holds it, whatever filters and line ends say. */
  public Map<String, byte[]> contents(List<TrackedFile> files)
      throws IOException, InterruptedException {
    StringBuilder wanted = new StringBuilder();
    for (TrackedFile file : files) {
      wanted.append(file.object()).append('\n');
    }
    Tool.Result batch =
        git(List.of("cat-file", "--batch"), wanted.toString().getBytes(StandardCharsets.US_ASCII));
    if (!batch.ok() || batch.truncated()) {
      throw cannot("read the files of the commit", batch);
    }
    Map<String, byte[]> contents = new LinkedHashMap<>();
    int at = 0;
    byte[] out = batch.stdout();
    for (TrackedFile file : files) {
      int end = at;
      while (end < out.length && out[end] != '\n') {
        end++;
      }
      String[] head = new String(out, at, end - at, StandardCharsets.US_ASCII).split(" ", -1);
      if (head.length != 3 || end == out.length) {
        throw new IOException("git has no object for " + file.path());
      }
      int size = Integer.parseInt(head[2]);
      contents.put(file.path(), Arrays.copyOfRange(out, end + 1, end + 1 + size));
      at = end + 1 + size + 1;
    }
    return contents;
  }

  private String[] facts(String id) throws IOException, InterruptedException {
    Tool.Result log =
        must(
            "read commit " + id,
            List.of("log", "-1", "--no-show-signature", "--format=%ct%x00%an%x00%s", id, "--"));
    String[] facts = log.text().split("\0", -1);
    if (facts.length != 3) {
      throw new IOException("git log says something unknown about " + id);
    }
    return facts;
  }

  private String folderTree(String id) throws IOException, InterruptedException {
    Tool.Result tree =
        git(
            List.of(
                "rev-parse", "--verify", "-q", id + (prefix.isEmpty() ? "^{tree}" : ":" + prefix)));
    if (!tree.ok()) {
      throw usage(
          "'" + prefix + "' is not in commit " + id.substring(0, 12),
          "run 'git add " + prefix + "' and commit it");
    }
    return tree.text();
  }

  private Optional<String> origin() throws IOException, InterruptedException {
    Tool.Result url = git(List.of("config", "--get", "remote.origin.url"));
    return url.ok() ? Origin.published(url.text()) : Optional.empty();
  }

  private String pathOrDot() {
    return prefix.isEmpty() ? "." : prefix;
  }

  private Tool.Result must(String what, List<String> arguments)
      throws IOException, InterruptedException {
    Tool.Result result = git(arguments);
    if (!result.ok()) {
      throw cannot(what, result);
    }
    return result;
  }

  private Tool.Result git(List<String> arguments) throws IOException, InterruptedException {
    return git(arguments, new byte[0]);
  }

  /**
   * Without what a hook or a wrapper may have set, and without the file monitor that the
   * repository's configuration could name. {@code safe.directory}: in containers the folder often
   * belongs to another user, and who runs the pipeline runs the component anyway.
   */
  private Tool.Result git(List<String> arguments, byte[] input)
      throws IOException, InterruptedException {
    if (Tool.find("git").isEmpty()) {
      throw new DemarcException(
          DemarcException.Kind.CANNOT,
          "git is not installed here",
          "install it: apt-get install git, dnf install git or apk add git");
    }
    List<String> words = new ArrayList<>();
    for (String name : List.of("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")) {
      words.addAll(List.of("-u", name));
    }
    words.addAll(List.of("git", "--no-pager", "--literal-pathspecs", "-c", "safe.directory=*"));
    words.addAll(List.of("-c", "core.fsmonitor=false", "-c", "core.quotePath=false"));
    words.addAll(arguments);
    return Tool.of("env")
        .in(top)
        .with("GIT_OPTIONAL_LOCKS", "0")
        .with("GIT_TERMINAL_PROMPT", "0")
        .within(DEADLINE)
        .keeping(MOST)
        .run(input, words);
  }

  private static String raw(Tool.Result result) {
    return new String(result.stdout(), StandardCharsets.UTF_8);
  }

  private static DemarcException cannot(String what, Tool.Result result) {
    return new DemarcException(
        DemarcException.Kind.CANNOT,
        "git cannot " + what + ": " + result.problem(),
        "run 'git status' there; 'git fsck' says whether the repository is whole");
  }

  private static DemarcException usage(String message, String remedy) {
    return new DemarcException(DemarcException.Kind.USAGE, message, remedy);
  }
}
