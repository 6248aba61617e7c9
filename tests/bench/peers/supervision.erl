-module(supervision).
-behaviour(supervisor).
-export([restarts/0, restart_delay/0, init/1, start_faller/0]).

-define(AT_FIRST, 1000).
%% Ours goes on to 100,000. Here the list of the last second's restarts, which is what costs time, is
%% as long as it gets by now.
-define(AFTER, 20000).

restarts() ->
    Started = erlang:monotonic_time(),
    course(?AFTER + ?AT_FIRST),
    First = receive {?AT_FIRST, T1} -> T1 - Started end,
    AfterDone = receive {?AFTER, T2} -> T2 end,
    Later = receive {?AFTER + ?AT_FIRST, T3} -> T3 - AfterDone end,
    peers:report(restarts_first, per_second(First)),
    peers:report(restarts_later, per_second(Later)).

restart_delay() ->
    course(?AT_FIRST),
    receive {?AT_FIRST, _} -> ok end,
    Delays = erlang:convert_time_unit(atomics:get(persistent_term:get(course), 2), native,
                                      nanosecond),
    peers:report(restart_delay, Delays / ?AT_FIRST).

per_second(Took) ->
    ?AT_FIRST * 1.0e9 / erlang:convert_time_unit(Took, native, nanosecond).

course(StartsMax) ->
    persistent_term:put(course, atomics:new(2, [])),
    persistent_term:put(judge, {self(), StartsMax}),
    {ok, _} = supervisor:start_link(?MODULE, []).

init([]) ->
    {ok, {#{strategy => one_for_one, intensity => 1000000000, period => 1},
          [#{id => faller, start => {?MODULE, start_faller, []}}]}}.

%% Runs in the supervisor. The course holds when the child fell, and the sum of all delays.
start_faller() ->
    Starts = case get(starts) of undefined -> 0; N -> N end,
    put(starts, Starts + 1),
    Course = persistent_term:get(course),
    {Judge, StartsMax} = persistent_term:get(judge),
    Now = erlang:monotonic_time(),
    case Starts of
        0 -> ok;
        _ -> atomics:add(Course, 2, Now - atomics:get(Course, 1))
    end,
    case lists:member(Starts, [?AT_FIRST, ?AFTER, StartsMax]) of
        true -> Judge ! {Starts, Now};
        false -> ok
    end,
    {ok, spawn_link(fun() -> faller(Course, Starts =< StartsMax) end)}.

faller(Course, Falls) ->
    Falls andalso (self() ! fall),
    receive fall ->
        atomics:put(Course, 1, erlang:monotonic_time()),
        exit(fell)
    end.
