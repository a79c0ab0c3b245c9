// SPDX-License-Identifier: Apache-2.0
import dev.demarc.evidence.gosource.GoFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Parses the same Go files again and again on one thread, and says how fast the last passes were. */
class ParserSpeed {
  private static final int PASSES = 8;

  /** Time of this thread on a processor: others may be busy meanwhile. */
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  public static void main(String[] arguments) throws IOException {
    List<byte[]> files = new ArrayList<>();
    long bytes = 0;
    try (Stream<Path> walk = Files.walk(Path.of(arguments[0]))) {
      for (Path file : (Iterable<Path>) walk.filter(p -> p.toString().endsWith(".go"))::iterator) {
        if (Files.isRegularFile(file) && bytes < 100 << 20) {
          files.add(Files.readAllBytes(file));
          bytes += files.getLast().length;
        }
      }
    }
    double best = 0;
    for (int pass = 1; pass <= PASSES; pass++) {
      long problems = 0;
      long began = CPU.getCurrentThreadCpuTime();
      for (byte[] file : files) {
        problems += GoFile.parse("a.go", file).problems().size();
      }
      double speed = bytes / 1e6 / ((CPU.getCurrentThreadCpuTime() - began) / 1e9);
      best = pass > PASSES / 2 ? Math.max(best, speed) : best;
      System.out.printf(Locale.ROOT, "pass %d  %6.1f MB/s  %d problems%n", pass, speed, problems);
    }
    System.out.printf(
        Locale.ROOT, "%d files, %.1f MB, warm and on one core: %.1f MB/s%n",
        files.size(), bytes / 1e6, best);
    System.exit(best >= 60 ? 0 : 1);
  }
}
