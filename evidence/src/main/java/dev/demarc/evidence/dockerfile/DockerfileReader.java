// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.dockerfile;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.Reader;
import dev.demarc.evidence.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads Dockerfiles by their name. A file that bears such a name and does not begin with {@code
 * FROM} or {@code ARG}, as a manual page about Dockerfiles, is none.
 */
public final class DockerfileReader implements Reader {
  /** What says behind the name that the file is about Dockerfiles. */
  private static final Set<String> OTHERS = Set.of(".dockerignore", ".go", ".md");

  @Override
  public boolean takes(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return OTHERS.stream().noneMatch(name::endsWith) && (isPlain(name) || isKind(name));
  }

  private static boolean isPlain(String name) {
    return name.equals("Dockerfile") || name.equals("Containerfile");
  }

  private static boolean isKind(String name) {
    return name.startsWith("Dockerfile.")
        || name.startsWith("Containerfile.")
        || name.toLowerCase(Locale.ROOT).endsWith(".dockerfile");
  }

  @Override
  public Read read(SourceText text) {
    Optional<Instruction> first = new InstructionParser(text).next();
    if (first.filter(one -> one.is("FROM") || one.is("ARG")).isEmpty()) {
      String name = text.file().substring(text.file().lastIndexOf('/') + 1);
      return isPlain(name) && text.bytes().length > 0 ? none(text, first) : Read.nothing();
    }
    Dockerfile file = Dockerfile.read(text);
    List<Object> facts = new ArrayList<>();
    facts.add(file);
    facts.addAll(EnvironmentFacts.of(file));
    return new Read(facts, file.problems());
  }

  private static Read none(SourceText text, Optional<Instruction> first) {
    int line = first.map(one -> one.place().line()).orElse(1);
    return new Read(
        List.of(),
        List.of(
            new Problem(
                text.file(),
                line,
                "parse-degraded",
                "does not begin with FROM",
                "the whole file")));
  }
}
