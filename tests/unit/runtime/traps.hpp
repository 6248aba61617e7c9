#pragma once

/// Functions that trap. With external linkage, so that stacks can name them, and never inlined.
namespace forlopp::runtime::traps {

int read_null();
void write_null();
int read_wild();
int divide_by_zero();
void illegal_instruction();
void call_null();
/// Touches a page of a file that has become shorter.
void touch_lost_page();

}  // namespace forlopp::runtime::traps
