// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.clock;

import dev.demarc.evidence.dockerfile.Dockerfile;
import dev.demarc.evidence.dockerfile.Instruction;
import dev.demarc.evidence.dockerfile.Stage;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Note;
import dev.demarc.identify.Paths;
import dev.demarc.identify.Reach;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The program loads a time zone by name, and the image that it runs in has no zones. */
final class NoTzdata implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("clock/no-tzdata");
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public Reach reach() {
    return Reach.INPUT;
  }

  @Override
  public String why() {
    return "Zones are files of the system, or of the Go tree on a developer's machine. An image from scratch, Alpine or BusyBox"
        + " has neither, so that time.LoadLocation gives an error there and nowhere else.";
  }

  @Override
  public String fix() {
    return "Import _ \"time/tzdata\" in package main (450 kB), or install tzdata in the last stage.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    Optional<Paths> paths = evidence.of(Paths.class).findFirst();
    List<Note> loaded =
        evidence.of(Note.class).filter(one -> one.kind().equals(ZoneUse.LOADED)).toList();
    List<Note> embedded =
        evidence.of(Note.class).filter(one -> one.kind().equals(ZoneUse.EMBEDDED)).toList();
    if (paths.isEmpty() || loaded.isEmpty()) {
      return Stream.empty();
    }
    Modules modules = new Modules(paths.get());
    return evidence
        .of(Dockerfile.class)
        .flatMap(file -> {
          Optional<String> home = modules.of(file.path());
          if (home.isEmpty()
              || embedded.stream().anyMatch(one -> modules.of(one.place().file()).equals(home))) {
            return Stream.empty();
          }
          return file
              .finalStage()
              .filter(last -> isBare(last) && takesGoProgram(file, last) && !hasZones(file, last))
              .flatMap(last ->
                  loaded.stream()
                      .filter(
                          one -> modules.of(one.place().file()).equals(home) && isBuilt(file, one))
                      .findFirst()
                      .map(one -> match(last, one)))
              .stream();
        });
  }

  /** The folder of the go.mod above a file. */
  private record Modules(Paths paths) {
    Optional<String> of(String file) {
      String folder = file;
      while (folder.indexOf('/') >= 0) {
        folder = folder.substring(0, folder.lastIndexOf('/'));
        if (paths.contains(folder + "/go.mod")) {
          return Optional.of(folder);
        }
      }
      return paths.contains("go.mod") ? Optional.of("") : Optional.empty();
    }
  }

  private static boolean isBare(Stage last) {
    String image = last.image().text().toLowerCase(Locale.ROOT);
    String name = image.substring(image.lastIndexOf('/') + 1);
    return last.image().known()
        && (image.equals("scratch")
            || name.equals("alpine")
            || name.startsWith("alpine:")
            || name.startsWith("alpine@")
            || name.startsWith("busybox"));
  }

  private static boolean takesGoProgram(Dockerfile file, Stage last) {
    return file.needs(last).stream()
        .filter(stage -> stage != last && !last.ancestors().contains(stage))
        .flatMap(stage -> stage.instructions().stream())
        .anyMatch(one ->
            one.is("RUN")
                && (one.text().contains("go build")
                    || one.text().contains("go install")
                    || one.script().text().contains("go build")));
  }

  /** Any word about zones in what is built counts: it is somebody's answer. */
  private static boolean hasZones(Dockerfile file, Stage last) {
    boolean built =
        file.needs(last).stream()
            .flatMap(stage -> stage.instructions().stream())
            .anyMatch(one -> one.script().text().contains("timetzdata"));
    return built
        || Stream.concat(Stream.of(last), last.ancestors().stream())
            .flatMap(stage -> stage.instructions().stream())
            .anyMatch(NoTzdata::bringsZones);
  }

  private static boolean bringsZones(Instruction one) {
    String text = one.script().text().toLowerCase(Locale.ROOT);
    if (text.contains("tzdata") || text.contains("zoneinfo") || text.contains("rootfs")) {
      return true;
    }
    return (one.is("COPY") || one.is("ADD"))
        && (text.contains(".tar")
            || one.words().stream()
                .anyMatch(word ->
                    Set.of("/", "/usr", "/usr/", "/usr/share", "/usr/share/").contains(word.text())
                        && !word.equals(one.words().getLast())));
  }

  /** Code of one command is in the image only when that command is built. */
  private static boolean isBuilt(Dockerfile file, Note note) {
    String path = note.place().file();
    int from = path.indexOf("cmd/");
    if (from < 0 || (from > 0 && path.charAt(from - 1) != '/')) {
      return true;
    }
    int end = path.indexOf('/', from + 4);
    String command = end < 0 ? "" : path.substring(from, end);
    return file.stages().stream()
        .flatMap(stage -> stage.instructions().stream())
        .anyMatch(one ->
            one.script().text().contains(command.isEmpty() ? "cmd" : command)
                || one.script().text().contains("cmd/..."));
  }

  private static Match match(Stage last, Note note) {
    return Match.at(
            last.from().place(),
            "The program loads the zone "
                + note.text()
                + ", and the last stage, from "
                + last.image().text()
                + ", has no zones.")
        .with("go", "time.LoadLocation(\"" + note.text() + "\")", note.place());
  }
}
