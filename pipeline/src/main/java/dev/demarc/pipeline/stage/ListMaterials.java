// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.stage;

import dev.demarc.contract.Contract;
import dev.demarc.pipeline.git.Commit;
import dev.demarc.pipeline.pack.Artifact;
import dev.demarc.pipeline.sbom.BillOfMaterials;
import dev.demarc.pipeline.work.Outcome;
import dev.demarc.pipeline.work.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists what the component is made of and what interprets it. */
public final class ListMaterials implements Stage<ListMaterials.Order, BillOfMaterials> {
  private static final int VERSION = 1;

  /**
   * What is listed.
   *
   * @param contract with command and language
   * @param commit with the time
   * @param artifact with the files
   */
  public record Order(Contract contract, Commit commit, Artifact artifact) {
    BillOfMaterials.Subject subject() {
      return new BillOfMaterials.Subject(
          contract.metadata().name(),
          contract.metadata().version(),
          commit.time(),
          contract.component().command(),
          contract.component().language());
    }
  }

  @Override
  public String name() {
    return "sbom";
  }

  @Override
  public List<String> inputs(Order order) {
    return List.of("artifact " + order.artifact().digest());
  }

  @Override
  public Optional<Keeping<Order, BillOfMaterials>> keeping() {
    return Optional.of(new Keeping<>(VERSION, BillOfMaterials.class, ListMaterials::facts));
  }

  private static List<String> facts(Order order) throws IOException {
    List<String> facts = new ArrayList<>(List.of("artifact " + order.artifact().digest()));
    facts.addAll(BillOfMaterials.machineFacts(order.subject(), order.artifact().files()));
    return facts;
  }

  @Override
  public Outcome<BillOfMaterials> run(Order order, Place place)
      throws IOException, InterruptedException {
    BillOfMaterials bill = BillOfMaterials.declared(order.subject(), order.artifact().files());
    int files = order.artifact().files().size();
    return Outcome.kept(
        files
            + (files == 1 ? " file, " : " files, ")
            + bill.interpreters().size()
            + " programs, "
            + (bill.parts().size() - files - bill.interpreters().size())
            + " libraries",
        List.of("parts " + bill.parts().size()),
        bill);
  }
}
