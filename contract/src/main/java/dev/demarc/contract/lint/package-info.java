// SPDX-License-Identifier: Apache-2.0
/**
 * What a contract says without meaning it: rules about a contract that fits the meta-schema. A lint
 * sees the contract alone.
 */
@NullMarked
package dev.demarc.contract.lint;

import org.jspecify.annotations.NullMarked;
