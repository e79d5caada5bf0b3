package io.coffer.server.operation;

import java.util.List;

/** The operations of one subresource, or of one closely related few. */
public interface OperationFamily {
    List<Operation> operations();
}
