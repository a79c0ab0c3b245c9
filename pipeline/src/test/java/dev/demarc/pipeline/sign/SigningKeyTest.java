// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.sign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.demarc.contract.DemarcException;
import dev.demarc.host.Tool;
import dev.demarc.pipeline.digest.Digest;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class SigningKeyTest {
  private static final BigInteger SECRET =
      new BigInteger("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721", 16);

  @TempDir Path folder;

  @Test
  void signaturesAreThoseOfRfc6979() {
    SigningKey key = SigningKey.ofSecret(SECRET, SigningKey.Kind.GIVEN); // A.2.5, SHA-256
    assertThat(HexFormat.of().withUpperCase().formatHex(key.sign("sample".getBytes(UTF_8))))
        .contains("EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716")
        .contains("F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8");
    assertThat(HexFormat.of().withUpperCase().formatHex(key.sign("test".getBytes(UTF_8))))
        .contains("F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367")
        .contains("019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083");
    assertThat(HexFormat.of().withUpperCase().formatHex(key.spki()))
        .endsWith(
            "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"
                + "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299");
  }

  @Test
  void encodingIsThatOfDsse() {
    assertThat(
            new String(
                Dsse.encoding("http://example.com/HelloWorld", "hello world".getBytes(UTF_8)),
                UTF_8))
        .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  }

  @Test
  void opensslAcceptsTheSignatureOverTheEncoding() throws Exception {
    assumeTrue(Tool.find("openssl").isPresent(), "openssl is not installed");
    SigningKey key = new KeyRing(folder.resolve("keys"), _ -> {}).development();
    Statement statement = Statement.release(Digest.of("artifact"));
    SignedStatement signed = SignedStatement.sign(statement, key);
    Files.write(folder.resolve("pae"), signed.encoding());
    Files.write(folder.resolve("sig"), signed.signature());
    Files.write(folder.resolve("pub"), key.publicPem());
    Tool openssl = Tool.of("openssl").in(folder);
    String[] verify = {"dgst", "-sha256", "-verify", "pub", "-signature", "sig", "pae"};
    assertThat(openssl.run(verify).text()).isEqualTo("Verified OK");
    Files.writeString(folder.resolve("pae"), "other");
    assertThat(openssl.run(verify).ok()).isFalse();
  }

  @Test
  void opensslKeysAreReadAndOthersRefusedWithARemedy() throws Exception {
    assumeTrue(Tool.find("openssl").isPresent(), "openssl is not installed");
    Tool openssl = Tool.of("openssl").in(folder);
    openssl.run("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "a");
    openssl.run("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384", "-out", "b");
    openssl.run("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "c");
    openssl.run("genpkey", "-algorithm", "ED25519", "-out", "d");
    SigningKey key = SigningKey.read(folder.resolve("a"), SigningKey.Kind.GIVEN);
    assertThat(new String(key.publicPem(), UTF_8).strip())
        .isEqualTo(openssl.run("pkey", "-in", "a", "-pubout").text());
    for (String other : List.of("b", "c", "d", "missing")) {
      assertThatThrownBy(() -> SigningKey.read(folder.resolve(other), SigningKey.Kind.GIVEN))
          .isInstanceOfSatisfying(DemarcException.class, e -> assertThat(e.remedy()).isNotEmpty());
    }
  }

  @Test
  void developmentKeyIsMadeOnceReadableByItsOwnerOnlyAndSaidLoudly() throws IOException {
    List<String> notices = new ArrayList<>();
    KeyRing ring = new KeyRing(folder.resolve("demarc"), notices::add);
    Digest first = ring.development().id();
    assertThat(ring.development().id()).isEqualTo(first);
    assertThat(notices)
        .hasSize(1)
        .first()
        .asString()
        .contains("DEVELOPMENT KEY", "dev-key.pem", "--key");
    Path file = folder.resolve("demarc/dev-key.pem");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
    assertThat(folder.resolve("demarc/dev-key.pub")).exists();
  }

  @Test
  void bundleHoldsExactlyTheFieldsThatStrictReadersKnow() throws IOException {
    SigningKey key = SigningKey.ofSecret(SECRET, SigningKey.Kind.GIVEN);
    SignedStatement signed = SignedStatement.sign(Statement.release(Digest.of("x")), key);
    var bundle = JsonMapper.shared().readTree(signed.bundle().bytes());
    assertThat(bundle.propertyNames())
        .containsExactly("mediaType", "verificationMaterial", "dsseEnvelope");
    assertThat(bundle.path("dsseEnvelope").path("signatures").path(0).propertyNames())
        .containsExactly("sig");
    assertThat(signed.bundle().digest())
        .isEqualTo(SignedStatement.sign(Statement.release(Digest.of("x")), key).bundle().digest());
  }
}
