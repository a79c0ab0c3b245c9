// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.sbom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.demarc.contract.schema.Schema;
import dev.demarc.pipeline.digest.Digest;
import dev.demarc.pipeline.pack.PackedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Against the schema that CycloneDX publishes. */
class CycloneDxTest {
  private static final Schema PUBLISHED = published();

  @Test
  void theBillOfAScriptOnThisMachineIsValid() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh");
    byte[] script = "#!/bin/sh\ntr a-z A-Z | awk '{print}'\n".getBytes(StandardCharsets.UTF_8);
    BillOfMaterials bill =
        BillOfMaterials.declared(
            new BillOfMaterials.Subject(
                "upper",
                "1.0.0",
                Instant.parse("2026-01-02T03:04:05Z"),
                List.of("./upper.sh"),
                Optional.of("shell")),
            List.of(new PackedFile("upper.sh", true, script)));
    assertThat(bill.parts()).extracting(Part::kind).contains(Part.Kind.FILE, Part.Kind.PLATFORM);
    assertThat(PUBLISHED.validate(CycloneDx.of(bill))).isEmpty();
  }

  @Test
  void everyFieldThatAPartCanHaveIsValid() {
    assertThat(PUBLISHED.validate(full())).isEmpty();
  }

  @Test
  void theSchemaRefusesWhatIsNoBill() {
    ObjectNode wrong = full();
    wrong.put("serialNumber", "urn:uuid:no");
    assertThat(PUBLISHED.validate(wrong)).isNotEmpty();
    ObjectNode unknown = full();
    unknown.put("extra", 1);
    assertThat(PUBLISHED.validate(unknown)).isNotEmpty();
    ObjectNode part = full();
    ((ObjectNode) part.at("/components/0")).put("type", "script");
    assertThat(PUBLISHED.validate(part)).isNotEmpty();
  }

  private static ObjectNode full() {
    Part part =
        new Part(
            Part.Kind.LIBRARY,
            "lib:/usr/lib/libc.so.6",
            "libc.so.6",
            "2.36-9",
            "pkg:deb/debian/libc6@2.36-9?arch=amd64",
            Optional.of(Digest.of("x")),
            "/usr/lib/libc.so.6");
    return CycloneDx.of(new BillOfMaterials("upper", "1.0.0", Instant.EPOCH, List.of(part)));
  }

  /** In one document, in draft 2020-12, without signatures inside of a bill, which are not used. */
  private static Schema published() {
    ObjectNode schema = (ObjectNode) read("bom-1.6.schema.json");
    ObjectNode definitions = (ObjectNode) schema.get("definitions");
    definitions.set("spdx", without(read("spdx.schema.json")));
    definitions.putObject("signature");
    ObjectNode tuple = (ObjectNode) definitions.at("/licenseChoice/oneOf/1");
    tuple.set("prefixItems", tuple.remove("items")); // the word of 2020-12 for that of draft 7
    String bundled =
        JsonMapper.shared()
            .writeValueAsString(without(schema))
            .replace("\"spdx.schema.json\"", "\"#/definitions/spdx\"")
            .replace(
                "\"jsf-0.82.schema.json#/definitions/signature\"", "\"#/definitions/signature\"");
    return Schema.compile(JsonMapper.shared().readTree(bundled));
  }

  /** Names of its own would make it another document. */
  private static ObjectNode without(JsonNode schema) {
    ObjectNode plain = (ObjectNode) schema;
    plain.remove(List.of("$id", "$schema"));
    return plain;
  }

  private static JsonNode read(String name) {
    try (InputStream in = CycloneDxTest.class.getResourceAsStream("/" + name)) {
      assertThat(in).as(name + " in cyclonedx-core-java").isNotNull();
      return JsonMapper.shared().readTree(in.readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
