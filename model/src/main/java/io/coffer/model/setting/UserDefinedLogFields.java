package io.coffer.model.setting;

import java.util.List;

/** The headers and query parameters of requests that a bucket's logs show beside the fixed fields. */
public record UserDefinedLogFields(List<String> headers, List<String> parameters) {
    public UserDefinedLogFields {
        headers = List.copyOf(headers);
        parameters = List.copyOf(parameters);
    }
}
