// SPDX-License-Identifier: Apache-2.0
/** How datagrams get lost between the network and the program that reads them. */
@NullMarked
package dev.demarc.risks.udploss;

import org.jspecify.annotations.NullMarked;
