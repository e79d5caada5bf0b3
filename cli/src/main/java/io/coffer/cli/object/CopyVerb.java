package io.coffer.cli.object;

import io.coffer.cli.ProgressBar;
import io.coffer.cli.Surroundings;
import io.coffer.cli.UsageException;
import io.coffer.cli.View;
import io.coffer.cli.oss.OssClient;
import io.coffer.protocol.Headers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Copies between files and objects. */
@Command(
        name = "cp",
        description = {
            "Copies a file to an object, an object to a file, or an object to another in the service.",
            "What went over the wire is compared by its CRC-64. A target that ends with a slash keeps the name."
        })
public final class CopyVerb extends OssVerb {
    @Parameters(index = "0", paramLabel = "SOURCE", description = "A file, or oss://BUCKET/KEY.")
    private String source = "";

    @Parameters(index = "1", paramLabel = "TARGET", description = "oss://BUCKET/KEY, or a file.")
    private String target = "";

    @Option(
            names = {"-r", "--recursive"},
            description = "Copies all below a directory, or all whose names begin so.")
    private boolean isRecursive;

    @Option(names = "--content-type", paramLabel = "TYPE", description = "The type of what is uploaded.")
    private Optional<String> contentType = Optional.empty();

    @Option(names = "--server-side-encryption", paramLabel = "METHOD", description = "Encrypts by AES256, SM4 or KMS.")
    private Optional<String> encryption = Optional.empty();

    private long done;
    private long bytes;

    @Override
    View run(OssClient client, Surroundings surroundings) {
        boolean fromOss = OssAddress.isOne(source);
        boolean toOss = OssAddress.isOne(target);
        if (!fromOss && !toOss) {
            throw new UsageException("one of the two must be oss://BUCKET/KEY");
        }
        ProgressBar bar = ProgressBar.of(surroundings);
        if (fromOss) {
            download(client, bar, toOss);
        } else {
            upload(client, bar);
        }
        bar.clear();
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("Copied", done).put("Bytes", bytes);
        return View.done(json, done + " copied, " + bytes + " bytes");
    }

    private void upload(OssClient client, ProgressBar bar) {
        OssAddress to = OssAddress.parse(target);
        Map<Path, String> files = files(to);
        long all = files.keySet().stream().mapToLong(Transfer::size).sum();
        Headers.Builder headers = Headers.builder();
        headers.addIfPresent("Content-Type", contentType);
        headers.addIfPresent("x-oss-server-side-encryption", encryption);
        files.forEach((file, key) -> {
            new Transfer(client, more -> bar.show(bytes += more, all, key)).up(file, to.named(key), headers.build());
            done++;
        });
    }

    private Map<Path, String> files(OssAddress to) {
        Path from = Path.of(source);
        Map<Path, String> files = new LinkedHashMap<>();
        if (!isRecursive) {
            if (!Files.isRegularFile(from) || !Files.isReadable(from)) {
                throw new UsageException("the file " + from + " cannot be read"
                        + (Files.isDirectory(from) ? "; a directory needs --recursive" : ""));
            }
            files.put(from, named(to.key(), String.valueOf(from.getFileName())));
            return files;
        }
        try (Stream<Path> all = Files.walk(from)) {
            all.filter(Files::isRegularFile)
                    .sorted()
                    .forEach(file -> files.put(
                            file,
                            to.key()
                                    + from.relativize(file)
                                            .toString()
                                            .replace(file.getFileSystem().getSeparator(), "/")));
        } catch (IOException unreadable) {
            throw new UsageException("the directory " + from + " cannot be read");
        }
        return files;
    }

    private void download(OssClient client, ProgressBar bar, boolean toOss) {
        OssAddress from = isRecursive ? OssAddress.parse(source) : OssAddress.object(source);
        Map<String, Long> objects = new LinkedHashMap<>();
        if (isRecursive) {
            ObjectList.each(
                    client,
                    from,
                    true,
                    object -> objects.put(
                            ObjectList.key(object),
                            object.value("Size").map(Long::parseLong).orElse(0L)),
                    directory -> {});
        } else {
            objects.put(from.key(), 0L);
        }
        long all = objects.values().stream().mapToLong(Long::longValue).sum();
        objects.keySet().forEach(key -> {
            Transfer transfer = new Transfer(client, more -> bar.show(bytes += more, Math.max(all, bytes), key));
            if (toOss) {
                OssAddress to = OssAddress.parse(target);
                transfer.across(
                        from.named(key), to.named(isRecursive ? to.key() + rest(key) : named(to.key(), last(key))));
            } else {
                transfer.down(from.named(key), isRecursive ? below(Path.of(target), rest(key)) : file(key));
            }
            done++;
        });
    }

    /** A name of an object may say ".."; no file outside of the directory is written for it. */
    static Path below(Path directory, String name) {
        Path root = directory.toAbsolutePath().normalize();
        Path file = root.resolve(name).normalize();
        if (!file.startsWith(root) || file.equals(root)) {
            throw new UsageException("no file below " + directory + " can be named after " + name);
        }
        return file;
    }

    private Path file(String key) {
        Path path = Path.of(target);
        return target.endsWith("/") || Files.isDirectory(path) ? below(path, last(key)) : path;
    }

    /** What a name has beyond the source's directory. */
    private String rest(String key) {
        String prefix = OssAddress.parse(source).key();
        String rest = key.substring(prefix.lastIndexOf('/') + 1);
        return rest.startsWith("/") ? rest.substring(1) : rest;
    }

    private static String named(String key, String name) {
        return key.isEmpty() || key.endsWith("/") ? key + name : key;
    }

    private static String last(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }
}
