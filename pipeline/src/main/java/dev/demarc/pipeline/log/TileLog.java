// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.log;

import dev.demarc.contract.DemarcException;
import dev.demarc.pipeline.digest.Digest;
import dev.demarc.pipeline.file.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A log in a folder, as tiles and a checkpoint (C2SP tlog-tiles). Tiles come first and the
 * checkpoint last, each file whole: whoever is killed in between leaves the log as it was. Entries
 * that are there already are not written again, so a run that is repeated changes nothing.
 */
public final class TileLog {
  private static final int MOST = 0xffff; // length prefix of an entry has 16 bits

  private final Path folder;
  private final NoteKey key;
  private final List<byte[]> entries = new ArrayList<>();
  private final MerkleTree tree = new MerkleTree();

  private TileLog(Path folder, NoteKey key) {
    this.folder = folder;
    this.key = key;
  }

  /**
   * Opens the log of a folder, or begins one.
   *
   * @param notePkcs8 key of this user for checkpoints
   */
  public static TileLog open(Path folder, byte[] notePkcs8) throws IOException {
    Path nameFile = folder.resolve("origin");
    if (!Files.exists(nameFile)) {
      if (Files.exists(folder.resolve("checkpoint"))) {
        throw damaged(folder, "it has a checkpoint but no origin");
      }
      byte[] random = new byte[6];
      new SecureRandom().nextBytes(random); // two logs must not share a name; goes in no artifact
      String name = HexFormat.of().formatHex(random) + ".log.demarc.local";
      WholeFile.write(nameFile, (name + "\n").getBytes(StandardCharsets.US_ASCII));
    }
    String name = Files.readString(nameFile, StandardCharsets.US_ASCII).strip();
    TileLog log = new TileLog(folder, NoteKey.of(name, notePkcs8));
    log.load();
    return log;
  }

  /** Where an entry stands. */
  public record Place(long index, long size, Digest root, List<byte[]> proof) {
    /** Copies the list. */
    public Place {
      proof = List.copyOf(proof);
    }
  }

  /** Appends those of these entries that are not there yet, and tells where all of them stand. */
  public List<Place> append(List<byte[]> wanted) throws IOException {
    long before = tree.size();
    List<Long> indexes = new ArrayList<>();
    for (byte[] entry : wanted) {
      if (entry.length > MOST) {
        throw new IllegalArgumentException("an entry of " + entry.length + " bytes");
      }
      long index = indexOf(entry);
      if (index < 0) {
        index = tree.size();
        entries.add(entry);
        tree.append(entry);
      }
      indexes.add(index);
    }
    if (tree.size() > before || before == 0) {
      writeTiles(before);
      writeCheckpoint();
      dropPartials(before);
    }
    List<Place> places = new ArrayList<>();
    for (int at = 0; at < wanted.size(); at++) {
      places.add(place(indexes.get(at), wanted.get(at)));
    }
    return places;
  }

  /** Every entry, oldest first. */
  public List<byte[]> entries() {
    return List.copyOf(entries);
  }

  /** The last release of a component. */
  public Optional<Entry.Release> lastRelease(String component) {
    return entries.reversed().stream()
        .flatMap(entry -> Entry.release(entry).stream())
        .filter(release -> release.component().equals(component))
        .findFirst();
  }

  /** The key with which others check the checkpoint. */
  public String verifierKey() {
    return key.verifierKey();
  }

  private Place place(long index, byte[] entry) {
    long size = tree.size();
    List<byte[]> proof = tree.inclusion(index, size);
    byte[] root = tree.root();
    if (!MerkleTree.includes(MerkleTree.leaf(entry), index, size, proof, root)) {
      throw new IllegalStateException("the log's own proof does not hold for entry " + index);
    }
    return new Place(index, size, new Digest(HexFormat.of().formatHex(root)), proof);
  }

  private long indexOf(byte[] entry) {
    for (int at = 0; at < entries.size(); at++) {
      if (Arrays.equals(entries.get(at), entry)) {
        return at;
      }
    }
    return -1;
  }

  private void load() throws IOException {
    Path checkpoint = folder.resolve("checkpoint");
    if (!Files.exists(checkpoint)) {
      return;
    }
    String note = Files.readString(checkpoint, StandardCharsets.UTF_8);
    String[] lines = note.split("\n", -1);
    if (lines.length < 3 || !lines[0].equals(key.name()) || !lines[1].matches("[0-9]{1,9}")) {
      throw damaged(folder, "its checkpoint cannot be read");
    }
    long size = Long.parseLong(lines[1]);
    for (long number = 0; number * TilePath.WIDTH < size; number++) {
      readEntries(number, (int) Math.min(TilePath.WIDTH, size - number * TilePath.WIDTH));
    }
    String root = Base64.getEncoder().encodeToString(tree.root());
    if (tree.size() != size || !root.equals(lines[2])) {
      throw damaged(folder, "its entries do not give the root of its checkpoint");
    }
    if (!note.equals(checkpointText())) {
      throw new DemarcException(
          DemarcException.Kind.CANNOT,
          "the log " + folder + " was begun with another key than this user's log-key.pem",
          "put that key back, or move the folder away to begin another log");
    }
  }

  private void readEntries(long number, int width) throws IOException {
    byte[] tile = Files.readAllBytes(folder.resolve(TilePath.entries(number, width)));
    int at = 0;
    for (int entry = 0; entry < width; entry++) {
      int length = at + 2 <= tile.length ? (tile[at] & 0xff) << 8 | (tile[at + 1] & 0xff) : -1;
      if (length < 0 || at + 2 + length > tile.length) {
        throw damaged(folder, "tile " + number + " of its entries is cut");
      }
      byte[] bytes = Arrays.copyOfRange(tile, at + 2, at + 2 + length);
      entries.add(bytes);
      tree.append(bytes);
      at += 2 + length;
    }
  }

  private void writeTiles(long before) throws IOException {
    long size = tree.size();
    for (long number = before / TilePath.WIDTH; number * TilePath.WIDTH < size; number++) {
      int from = (int) (number * TilePath.WIDTH);
      int to = (int) Math.min(size, from + (long) TilePath.WIDTH);
      ByteArrayOutputStream tile = new ByteArrayOutputStream();
      for (byte[] entry : entries.subList(from, to)) {
        tile.write(entry.length >> 8);
        tile.write(entry.length);
        tile.writeBytes(entry);
      }
      WholeFile.write(folder.resolve(TilePath.entries(number, to - from)), tile.toByteArray());
    }
    for (int level = 0; !tree.level(8 * level).isEmpty(); level++) { // a tile spans 8 heights
      List<byte[]> hashes = tree.level(8 * level);
      long first = (before >> (8 * level)) / TilePath.WIDTH;
      for (long number = first; number * TilePath.WIDTH < hashes.size(); number++) {
        int from = (int) (number * TilePath.WIDTH);
        int to = Math.min(hashes.size(), from + TilePath.WIDTH);
        ByteArrayOutputStream tile = new ByteArrayOutputStream();
        hashes.subList(from, to).forEach(tile::writeBytes);
        WholeFile.write(
            folder.resolve(TilePath.hashes(level, number, to - from)), tile.toByteArray());
      }
    }
  }

  private void writeCheckpoint() throws IOException {
    WholeFile.write(
        folder.resolve("log.vkey"), (verifierKey() + "\n").getBytes(StandardCharsets.UTF_8));
    WholeFile.write(
        folder.resolve("checkpoint"), checkpointText().getBytes(StandardCharsets.UTF_8));
  }

  private String checkpointText() {
    String root = Base64.getEncoder().encodeToString(tree.root());
    return key.sign(key.name() + "\n" + tree.size() + "\n" + root + "\n");
  }

  /** Partial tiles of the size before: nothing refers to them once the checkpoint has moved on. */
  private void dropPartials(long before) throws IOException {
    int width = (int) (before % TilePath.WIDTH);
    if (width != 0 && before != tree.size()) {
      Files.deleteIfExists(folder.resolve(TilePath.entries(before / TilePath.WIDTH, width)));
      Files.deleteIfExists(folder.resolve(TilePath.hashes(0, before / TilePath.WIDTH, width)));
    }
  }

  private static DemarcException damaged(Path folder, String how) {
    return new DemarcException(
        DemarcException.Kind.CANNOT,
        "the log " + folder + " is damaged: " + how,
        "put back a copy, or move the folder away to begin another log");
  }
}
