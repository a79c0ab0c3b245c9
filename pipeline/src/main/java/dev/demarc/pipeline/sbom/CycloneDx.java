// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.sbom;

import dev.demarc.pipeline.digest.Digest;
import java.util.HexFormat;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A bill of materials as CycloneDX 1.6 JSON. The serial number is made from the content: the
 * standard asks for a new one each time, but then two runs over one commit could not agree.
 */
public final class CycloneDx {
  private CycloneDx() {}

  /** The bill as JSON, always the same bytes for the same bill. */
  public static ObjectNode of(BillOfMaterials bill) {
    String content = JsonMapper.shared().writeValueAsString(write(bill, ""));
    return write(bill, uuid(Digest.of(content)));
  }

  private static ObjectNode write(BillOfMaterials bill, String serial) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("bomFormat", "CycloneDX");
    root.put("specVersion", "1.6");
    if (!serial.isEmpty()) {
      root.put("serialNumber", "urn:uuid:" + serial);
    }
    root.put("version", 1);
    String main = "component:" + bill.name();
    ObjectNode metadata = root.putObject("metadata");
    metadata.put("timestamp", bill.time().toString());
    ObjectNode component = metadata.putObject("component");
    component.put("type", "application");
    component.put("bom-ref", main);
    component.put("name", bill.name());
    component.put("version", bill.version());
    ObjectNode property = metadata.putArray("properties").addObject();
    property.put("name", "demarc:sbom").put("value", "declared");
    ArrayNode components = root.putArray("components");
    bill.parts().forEach(part -> write(components.addObject(), part));
    ArrayNode dependencies = root.putArray("dependencies");
    ObjectNode dependency = dependencies.addObject();
    dependency.put("ref", main);
    ArrayNode on = dependency.putArray("dependsOn");
    bill.parts().forEach(part -> on.add(part.ref()));
    return root;
  }

  private static void write(ObjectNode node, Part part) {
    node.put("type", part.kind().word());
    node.put("bom-ref", part.ref());
    node.put("name", part.name());
    if (!part.version().isEmpty()) {
      node.put("version", part.version());
    }
    part.digest()
        .ifPresent(digest ->
            node.putArray("hashes").addObject().put("alg", "SHA-256").put("content", digest.hex()));
    if (!part.purl().isEmpty()) {
      node.put("purl", part.purl());
    }
    if (!part.location().isEmpty()) {
      node.putObject("evidence")
          .putArray("occurrences")
          .addObject()
          .put("location", part.location());
    }
  }

  /** A UUID of version 8 (RFC 9562, section 5.8) from the first bytes of a digest. */
  private static String uuid(Digest digest) {
    byte[] bytes = digest.bytes();
    bytes[6] = (byte) ((bytes[6] & 0x0f) | 0x80);
    bytes[8] = (byte) ((bytes[8] & 0x3f) | 0x80);
    String hex = HexFormat.of().formatHex(bytes, 0, 16);
    return String.join(
        "-",
        hex.substring(0, 8),
        hex.substring(8, 12),
        hex.substring(12, 16),
        hex.substring(16, 20),
        hex.substring(20));
  }
}
