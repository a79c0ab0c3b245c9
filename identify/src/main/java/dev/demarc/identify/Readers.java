// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Reader;
import dev.demarc.evidence.ci.CircleReader;
import dev.demarc.evidence.ci.CloudBuildReader;
import dev.demarc.evidence.ci.GithubReader;
import dev.demarc.evidence.ci.GitlabReader;
import dev.demarc.evidence.ci.GoReleaserReader;
import dev.demarc.evidence.ci.GolangciReader;
import dev.demarc.evidence.ci.PreCommitReader;
import dev.demarc.evidence.ci.PromuReader;
import dev.demarc.evidence.ci.TaskfileReader;
import dev.demarc.evidence.csource.CFileReader;
import dev.demarc.evidence.dockerfile.BakeReader;
import dev.demarc.evidence.dockerfile.DockerIgnoreReader;
import dev.demarc.evidence.dockerfile.DockerfileReader;
import dev.demarc.evidence.environment.EnvFileReader;
import dev.demarc.evidence.gomod.GoModReader;
import dev.demarc.evidence.make.MakeReader;
import dev.demarc.evidence.shell.ShellFileReader;
import dev.demarc.evidence.sysctl.SysctlReader;
import dev.demarc.evidence.unit.UnitReader;
import java.util.List;

/** The readers of files that are not Go source. A file may be of several kinds. */
final class Readers {
  static final List<Reader> ALL =
      List.of(
          new BakeReader(),
          new CFileReader(),
          new CircleReader(),
          new CloudBuildReader(),
          new DockerIgnoreReader(),
          new DockerfileReader(),
          new EnvFileReader(),
          new GithubReader(),
          new GitlabReader(),
          new GoModReader(),
          new GoReleaserReader(),
          new GolangciReader(),
          new MakeReader(),
          new PreCommitReader(),
          new PromuReader(),
          new ShellFileReader(),
          new SysctlReader(),
          new TaskfileReader(),
          new UnitReader());

  private Readers() {}

  /** Whether the name says what is in it; one without an ending may be a script, or anything. */
  static boolean knowByName(String path) {
    boolean ending = path.indexOf('.', path.lastIndexOf('/') + 1) >= 0;
    return ALL.stream()
        .anyMatch(one -> one.takes(path) && (ending || !(one instanceof ShellFileReader)));
  }

  static boolean take(String path) {
    return ALL.stream().anyMatch(reader -> reader.takes(path));
  }
}
