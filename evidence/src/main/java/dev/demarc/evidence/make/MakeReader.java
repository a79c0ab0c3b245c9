// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.make;

import dev.demarc.evidence.Reader;
import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.environment.Setting;
import dev.demarc.evidence.shell.ShellScript;
import java.util.ArrayList;
import java.util.List;

/** Reads Makefiles. */
public final class MakeReader implements Reader {
  @Override
  public boolean takes(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.equals("Makefile")
        || name.equals("makefile")
        || name.equals("GNUmakefile")
        || name.startsWith("Makefile.")
        || name.endsWith(".mk")
        || name.endsWith(".mak");
  }

  @Override
  public Read read(SourceText text) {
    if (text.bytes().length > ShellScript.MAX_BYTES) {
      return Read.nothing();
    }
    Makefile file = new MakefileParser(text).parse();
    List<Object> facts = new ArrayList<>();
    facts.add(file);
    for (MakeVariable one : file.variables()) {
      if (one.exported()) {
        facts.add(
            new Setting(
                one.name(),
                one.value(),
                isConstant(one),
                Setting.Source.MAKE,
                one.target(),
                one.place()));
      }
    }
    for (MakeRule rule : file.rules()) {
      rule.recipe()
          .ifPresent(recipe -> {
            facts.add(recipe);
            facts.addAll(recipe.settings());
          });
    }
    return Read.of(facts);
  }

  private static boolean isConstant(MakeVariable one) {
    return one.value().indexOf('$') < 0
        && !one.flavour().equals("+=")
        && !one.flavour().equals("!=");
  }
}
