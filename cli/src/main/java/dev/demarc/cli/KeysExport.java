// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.pipeline.sign.KeyRing;
import dev.demarc.pipeline.sign.SigningKey;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code keys export}. */
final class KeysExport implements Verb {
  @Override
  public CommandSpec spec() {
    return CommandSpec.create()
        .addOption(
            Options.value("--key", "FILE", "of this key; by default of your development key"));
  }

  @Override
  public Exit run(ParseResult given, Session session) throws IOException {
    String file = given.matchedOptionValue("--key", "");
    SigningKey key =
        file.isEmpty()
            ? new KeyRing(
                    KeyRing.defaultFolder(session.env()),
                    words -> session.console().note("demarc: " + words))
                .development()
            : SigningKey.read(session.path(file), SigningKey.Kind.GIVEN);
    session.console().bytes(key.publicPem());
    return Exit.PASS;
  }
}
