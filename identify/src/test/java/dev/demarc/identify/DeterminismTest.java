// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeterminismTest {
  @TempDir Path root;

  @Test
  void reportDependsOnTheTreeAlone() throws IOException {
    String first = report(tree("one"), 1);
    assertThat(first).contains("İ.go").contains("toy/command");
    for (int threads : List.of(1, 2, 3, 8)) {
      assertThat(report(tree("elsewhere/with a blank"), threads)).isEqualTo(first);
    }
    Locale before = Locale.getDefault();
    try {
      for (String tag : List.of("tr-TR", "ar-EG-u-nu-arab", "th-TH-u-ca-buddhist-nu-thai")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(report(tree("one"), 2)).as(tag).isEqualTo(first);
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  private Path tree(String name) throws IOException {
    Path tree = root.resolve(name);
    for (int i = 0; i < 20; i++) {
      Trees.write(tree, "p" + i + "/run.go", Trees.SERVICE);
      Trees.write(tree, "p" + i + "/bad.go", "package main\nfunc (\n");
    }
    Trees.write(tree, "İ.go", Trees.SERVICE);
    Trees.write(tree, "i.go", Trees.SERVICE.replace("./jobs/normalize.sh", "I"));
    Trees.write(tree, "p1/jobs/normalize.sh", "#!/bin/sh\n");
    Trees.write(tree, "vendor/x.go", Trees.SERVICE);
    return tree;
  }

  private static String report(Path tree, int threads) throws IOException {
    return Trees.engine().threads(threads).identify(tree, ".").tree().toString();
  }
}
