package io.coffer.benchmark.micro;

import io.coffer.model.AccountId;
import io.coffer.model.BucketName;
import io.coffer.model.ETag;
import io.coffer.model.ObjectKey;
import io.coffer.model.StorageClass;
import io.coffer.protocol.ListObjectsQuery;
import io.coffer.protocol.ObjectType;
import io.coffer.protocol.QueryParameters;
import io.coffer.protocol.xml.ListObjectsXml;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The document of a full page, 1,000 objects. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ListingBenchmark {
    private static final int ENTRIES = 1000;

    private final ListObjectsXml.Listing plain = listing("max-keys=1000");
    private final ListObjectsXml.Listing encoded = listing("max-keys=1000&encoding-type=url");

    private static ListObjectsXml.Listing listing(String query) {
        Instant modified = Instant.parse("2026-11-22T10:00:00Z");
        List<ListObjectsXml.ListedObject> entries = IntStream.range(0, ENTRIES)
                .mapToObj(number -> new ListObjectsXml.ListedObject(
                        new ObjectKey(String.format("shared/reports/2026/report-%06d.pdf", number)),
                        Optional.empty(),
                        modified,
                        new ETag("5D41402ABC4B2A76B9719D911017C592"),
                        ObjectType.NORMAL,
                        4096,
                        StorageClass.STANDARD,
                        Optional.empty()))
                .toList();
        return new ListObjectsXml.Listing(
                new BucketName("benchmark"),
                ListObjectsQuery.v1(QueryParameters.parse(query)),
                new AccountId("1234567890123456"),
                entries,
                List.of(),
                Optional.of("shared/reports/2026/report-000999.pdf"));
    }

    @Benchmark
    public byte[] plain() {
        return ListObjectsXml.write(plain);
    }

    @Benchmark
    public byte[] urlEncoded() {
        return ListObjectsXml.write(encoded);
    }
}
