// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.sign;

import dev.demarc.pipeline.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Map;
import java.util.function.Consumer;

/** The keys of this user, in a folder that only this user can read. Made on first use. */
public final class KeyRing {
  private final Path folder;
  private final Consumer<String> notices;

  /** The keys in a folder; whoever makes one there is told. */
  public KeyRing(Path folder, Consumer<String> notices) {
    this.folder = folder;
    this.notices = notices;
  }

  /** Where this user's keys lie by the XDG base directory specification. */
  public static Path defaultFolder(Map<String, String> environment) {
    String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
    Path base =
        config.startsWith("/")
            ? Path.of(config)
            : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".config");
    return base.resolve("demarc");
  }

  /** The key that signs when no other is given. */
  public SigningKey development() throws IOException {
    Path file = folder.resolve("dev-key.pem");
    if (!Files.exists(file)) {
      write(file, generate("EC"));
      notices.accept(
          "no --key was given, so a DEVELOPMENT KEY was made and signs from now on: "
              + file
              + "\n  It is for trying: anybody can make one, so it proves nothing about who"
              + " released. For a release, give --key FILE.");
    }
    SigningKey key = SigningKey.read(file, SigningKey.Kind.DEVELOPMENT);
    Path exported = folder.resolve("dev-key.pub");
    if (!Files.exists(exported)) {
      WholeFile.write(exported, key.publicPem());
    }
    return key;
  }

  /** PKCS#8 bytes of the Ed25519 key that signs checkpoints of logs. */
  public byte[] logKey() throws IOException {
    Path file = folder.resolve("log-key.pem");
    if (!Files.exists(file)) {
      write(file, generate("Ed25519"));
      notices.accept("made a key for the log of decisions: " + file);
    }
    return Pem.read(Files.readString(file), "PRIVATE KEY")
        .orElseThrow(() -> new IOException(file + " holds no key; remove it to make another"));
  }

  private void write(Path file, byte[] pkcs8) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    WholeFile.writeSecret(file, Pem.write("PRIVATE KEY", pkcs8));
  }

  private static byte[] generate(String algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (algorithm.equals("EC")) {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      }
      return generator.generateKeyPair().getPrivate().getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java makes keys of kind " + algorithm, e);
    }
  }
}
