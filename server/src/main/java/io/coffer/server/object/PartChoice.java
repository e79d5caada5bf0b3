package io.coffer.server.object;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which of the uploaded parts make the object. */
final class PartChoice {
    /** in bytes: only the last part may be smaller */
    private static final long MIN_SIZE = 100 * 1024;

    private PartChoice() {}

    /** @throws OssException InvalidPartOrder, InvalidPart or EntityTooSmall */
    static List<Part> of(List<Part> uploaded, MultipartUploads.Choice choice) {
        List<Part> chosen =
                choice.etags().isPresent() ? named(uploaded, choice.etags().get()) : uploaded;
        if (chosen.isEmpty()) {
            throw OssError.INVALID_PART.exception();
        }
        for (Part part : chosen.subList(0, chosen.size() - 1)) {
            if (part.size() < MIN_SIZE) {
                throw OssError.ENTITY_TOO_SMALL
                        .with("PartNumber", Integer.toString(part.number()))
                        .and("ProposedSize", Long.toString(part.size()))
                        .and("MinSizeAllowed", Long.toString(MIN_SIZE));
            }
        }
        return chosen;
    }

    private static List<Part> named(List<Part> uploaded, List<MultipartUploads.Chosen> wanted) {
        Map<Integer, Part> byNumber = uploaded.stream().collect(Collectors.toMap(Part::number, Function.identity()));
        List<Part> chosen = new ArrayList<>();
        int last = 0;
        for (MultipartUploads.Chosen one : wanted) {
            if (one.number() <= last) {
                throw OssError.INVALID_PART_ORDER.with("PartNumber", Integer.toString(one.number()));
            }
            last = one.number();
            Part part = byNumber.get(one.number());
            if (part == null || !part.etag().matches(one.etag()) || one.etag().equals("*")) {
                throw OssError.INVALID_PART
                        .with("PartNumber", Integer.toString(one.number()))
                        .and("PartEtag", one.etag());
            }
            chosen.add(part);
        }
        return chosen;
    }
}
