#pragma once

#include <span>
#include <string>

#include "runtime/observer.hpp"
#include "switch/mgmt/document.hpp"

namespace forlopp::live {

/// What is known of a crashed process, without its black box.
management::Map crash_fields(const runtime::CrashReport& report);
/// `[vtime, from, type]` of each message, oldest first.
management::Array black_box_of(std::span<const runtime::HandledMessage> messages);
/// Who sent it, as ladders call it: the label, else the pid, else `timer`.
std::string sender_of(const runtime::HandledMessage& message);

}  // namespace forlopp::live
