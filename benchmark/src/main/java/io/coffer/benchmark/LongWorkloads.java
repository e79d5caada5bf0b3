package io.coffer.benchmark;

import io.coffer.protocol.Method;
import io.coffer.protocol.PercentEncoding;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What takes minutes by its nature and is done once: a listing of very many keys, and a very large upload in parts. */
final class LongWorkloads {
    private static final int WRITERS = 64;
    private static final int PART_BYTES = 16 << 20;
    private static final int UPLOADERS = 4;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Pattern KEY = Pattern.compile("<Key>");
    private static final Pattern NEXT = Pattern.compile("<NextContinuationToken>([^<]*)<");
    private static final Pattern UPLOAD_ID = Pattern.compile("<UploadId>([^<]*)<");
    private static final Pattern TAG = Pattern.compile("<ETag>([^<]*)</ETag>");

    private final PeerOptions options;
    private final PrintStream out;
    private final long deadline;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** @param deadline by {@link System#nanoTime()}, after which nothing more is begun */
    LongWorkloads(PeerOptions options, PrintStream out, long deadline) {
        this.options = options;
        this.out = out;
        this.deadline = deadline;
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    /** Each server gets an equal share of half of the time that is left to make the keys in. */
    void list(List<LoadTarget> targets) {
        List<LoadTarget> stores =
                targets.stream().filter(LoadTarget::isObjectStore).toList();
        Duration share = left().dividedBy(2L * stores.size());
        out.printf("%n### Listing of up to %,d keys, pages of 1,000%n%n", options.listed());
        out.println("| server | keys | made in, s | keys/s listed |");
        out.println("|---|---|---|---|");
        for (LoadTarget target : stores) {
            try {
                long begun = System.nanoTime();
                int keys = fill(target, begun + share.toNanos());
                double making = (System.nanoTime() - begun) / NANOS_PER_SECOND;
                begun = System.nanoTime();
                int listed = listAll(target);
                double listing = (System.nanoTime() - begun) / NANOS_PER_SECOND;
                if (listed < keys) {
                    throw new IOException("listed " + listed + " of " + keys + " keys");
                }
                out.printf("| %s | %,d | %.1f | %,.0f |%n", target.name(), listed, making, listed / listing);
            } catch (IOException failed) {
                out.printf("| %s | failed: %s | | |%n", target.name(), failed.getMessage());
            }
        }
    }

    private int fill(LoadTarget target, long end) throws IOException {
        return each(WRITERS, writer -> {
            int made = 0;
            try (OssConnection connection = new OssConnection(target.port())) {
                for (int number = writer; number < options.listed() && System.nanoTime() < end; number += WRITERS) {
                    String key = "listed/%05d/%08d".formatted(number / 1000, number);
                    connection.exchange(target.object(Method.PUT, key, 0));
                    made++;
                }
            }
            return made;
        });
    }

    private int listAll(LoadTarget target) throws IOException {
        int keys = 0;
        Optional<String> token = Optional.of("");
        while (token.isPresent()) {
            String query = "list-type=2&max-keys=1000&prefix=listed%2F"
                    + (token.get().isEmpty() ? "" : "&continuation-token=" + encoded(token.get()));
            String page = send(target, Method.GET, Optional.empty(), query, "");
            keys += (int) KEY.matcher(page).results().count();
            Matcher next = NEXT.matcher(page);
            token = next.find() ? Optional.of(next.group(1)) : Optional.empty();
        }
        return keys;
    }

    /** Parts of 16 MiB over four connections. */
    void upload(List<LoadTarget> targets) {
        out.printf("%n### Upload of %,d MiB in parts of 16 MiB, 4 connections%n%n", options.uploaded() >> 20);
        out.println("| server | MiB/s | seconds | of which completing |");
        out.println("|---|---|---|---|");
        for (LoadTarget target : targets) {
            if (!target.isObjectStore()) {
                continue;
            }
            if (left().isZero()) {
                out.printf("| %s | left out: the time is over | | |%n", target.name());
                continue;
            }
            try {
                upload(target);
            } catch (IOException failed) {
                out.printf("| %s | failed: %s | | |%n", target.name(), failed.getMessage());
            }
        }
    }

    private void upload(LoadTarget target) throws IOException {
        String key = "uploaded";
        int parts = (int) (options.uploaded() / PART_BYTES);
        long begun = System.nanoTime();
        String id = first(UPLOAD_ID, send(target, Method.POST, Optional.of(key), "uploads", ""));
        each(UPLOADERS, uploader -> {
            try (OssConnection connection = new OssConnection(target.port())) {
                for (int number = uploader + 1; number <= parts; number += UPLOADERS) {
                    String query = "partNumber=" + number + "&uploadId=" + encoded(id);
                    connection.exchange(target.object(Method.PUT, key, query, PART_BYTES));
                }
                return 0;
            }
        });
        long uploaded = System.nanoTime();
        send(target, Method.POST, Optional.of(key), "uploadId=" + encoded(id), document(target, key, id));
        long ended = System.nanoTime();
        double seconds = (ended - begun) / NANOS_PER_SECOND;
        out.printf(
                "| %s | %.0f | %.1f | %.2f |%n",
                target.name(), (options.uploaded() >> 20) / seconds, seconds, (ended - uploaded) / NANOS_PER_SECOND);
        try (OssConnection connection = new OssConnection(target.port())) {
            connection.exchange(target.object(Method.DELETE, key, 0));
        }
    }

    /** The parts as the server lists them, in pages of up to 1,000. */
    private String document(LoadTarget target, String key, String id) throws IOException {
        StringBuilder document = new StringBuilder("<CompleteMultipartUpload>");
        int number = 0;
        String page;
        do {
            page = send(
                    target,
                    Method.GET,
                    Optional.of(key),
                    "part-number-marker=" + number + "&uploadId=" + encoded(id),
                    "");
            Matcher tag = TAG.matcher(page);
            while (tag.find()) {
                number++;
                document.append(
                        "<Part><PartNumber>%d</PartNumber><ETag>%s</ETag></Part>".formatted(number, tag.group(1)));
            }
        } while (page.contains("<IsTruncated>true<"));
        return document.append("</CompleteMultipartUpload>").toString();
    }

    private static String first(Pattern pattern, String text) throws IOException {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IOException("the answer lacks what is needed");
        }
        return found.group(1);
    }

    private String send(LoadTarget target, Method method, Optional<String> key, String query, String body)
            throws IOException {
        String url = key.map(name -> target.url(query).replaceFirst("/?\\?", "/" + name + "?"))
                .orElseGet(() -> target.url(query));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofMinutes(10))
                .method(method.name(), HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        target.signature(method, key, query).fields().forEach(field -> request.setHeader(field.name(), field.value()));
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IOException(answer.statusCode() + " "
                        + answer.body().lines().findFirst().orElse(""));
            }
            return answer.body();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    private static String encoded(String text) {
        return PercentEncoding.encode(text);
    }

    private interface Each {
        int run(int number) throws IOException;
    }

    private static int each(int threads, Each task) throws IOException {
        try (ExecutorService executor =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            List<Future<Integer>> running = new ArrayList<>();
            for (int number = 0; number < threads; number++) {
                int own = number;
                running.add(executor.submit(() -> task.run(own)));
            }
            int sum = 0;
            for (Future<Integer> one : running) {
                sum += one.get();
            }
            return sum;
        } catch (ExecutionException failed) {
            throw new IOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }
}
