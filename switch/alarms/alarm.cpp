#include "switch/alarms/alarm.hpp"

namespace forlopp::exchange {

std::string_view name(Severity severity) {
  switch (severity) {
    case Severity::cleared: return "cleared";
    case Severity::indeterminate: return "indeterminate";
    case Severity::warning: return "warning";
    case Severity::minor: return "minor";
    case Severity::major: return "major";
    case Severity::critical: return "critical";
  }
  return "?";
}

std::string_view name(AlarmType type) {
  switch (type) {
    case AlarmType::communications: return "communications";
    case AlarmType::quality_of_service: return "quality of service";
    case AlarmType::processing_error: return "processing error";
    case AlarmType::equipment: return "equipment";
    case AlarmType::environmental: return "environmental";
  }
  return "?";
}

std::string_view name(ProbableCause cause) {
  switch (cause) {
    case ProbableCause::line_card_problem: return "line card problem";
    case ProbableCause::replaceable_unit_removed: return "replaceable unit removed";
    case ProbableCause::line_babbling: return "line babbling";
    case ProbableCause::communications_failure: return "communications failure";
    case ProbableCause::trunk_far_end_failure: return "trunk far-end failure";
    case ProbableCause::congestion: return "congestion";
    case ProbableCause::software_abnormally_ended: return "software abnormally ended";
    case ProbableCause::storage_problem: return "storage problem";
    case ProbableCause::audit_finding: return "audit finding";
  }
  return "?";
}

AlarmType type_of(ProbableCause cause) {
  switch (cause) {
    case ProbableCause::line_card_problem:
    case ProbableCause::replaceable_unit_removed: return AlarmType::equipment;
    case ProbableCause::line_babbling:
    case ProbableCause::communications_failure:
    case ProbableCause::trunk_far_end_failure: return AlarmType::communications;
    case ProbableCause::congestion: return AlarmType::quality_of_service;
    case ProbableCause::software_abnormally_ended:
    case ProbableCause::storage_problem:
    case ProbableCause::audit_finding: return AlarmType::processing_error;
  }
  return AlarmType::processing_error;
}

}  // namespace forlopp::exchange
