// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Runs the suite of {@link CgroupIsolationTest} without a test platform: in a small virtual machine
 * with cgroup version 2 ({@code src/test/vm/run.sh}) there is no Maven.
 */
final class VmRunner {
  private VmRunner() {}

  /** Prints a line for each test and at last the counts. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws Exception {
    List<Method> tests =
        Stream.of(Answers.class, Endings.class, Surroundings.class, CgroupIsolationTest.class)
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
            .filter(method -> method.isAnnotationPresent(Test.class))
            .sorted(Comparator.comparing(Method::getName))
            .toList();
    int failed = 0;
    int skipped = 0;
    for (Method test : tests) {
      long start = System.nanoTime();
      String result = run(test);
      failed += result.startsWith("FAIL") ? 1 : 0;
      skipped += result.startsWith("SKIP") ? 1 : 0;
      System.out.println(
          test.getName() + " " + (System.nanoTime() - start) / 1_000_000 + "ms " + result);
    }
    System.out.println(
        "SUITE "
            + (tests.size() - failed - skipped)
            + " passed, "
            + failed
            + " failed, "
            + skipped
            + " skipped");
  }

  private static String run(Method test) throws Exception {
    CgroupIsolationTest suite = new CgroupIsolationTest();
    suite.folder = Files.createTempDirectory(Path.of("/tmp"), "vm");
    try {
      suite.needsRootAndCgroups();
      test.setAccessible(true);
      test.invoke(suite);
      suite.nothingIsLeft();
      return "PASS";
    } catch (InvocationTargetException problem) {
      return said(problem.getCause() == null ? problem : problem.getCause());
    } catch (RuntimeException | AssertionError problem) {
      return said(problem);
    }
  }

  private static String said(Throwable problem) {
    boolean skipped = problem.getClass().getSimpleName().equals("TestAbortedException");
    return (skipped ? "SKIP " : "FAIL ") + String.valueOf(problem.getMessage()).strip();
  }
}
