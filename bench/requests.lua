-- The requests of the load generator. BENCH_OP names the operation, BENCH_DATA the folder with ids, provinces and drafters.
local operation = os.getenv("BENCH_OP")
local data = os.getenv("BENCH_DATA")
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("seed", tonumber(os.getenv("BENCH_SEED")) * 1000 + threads)
  thread:set("number", threads)
end

local function lines(name)
  local found = {}
  for line in io.lines(data .. "/" .. name) do
    found[#found + 1] = line
  end
  return found
end

-- Requests are formatted in advance, because the generator shares the cores with the server.
local function one_of(requests)
  return function() return requests[math.random(#requests)] end
end

-- Replaced with an id in each request.
local PLACEHOLDER = "00000000-place-of-an-id"

local prepare = {
  static = function()
    return one_of({ wrk.format("GET", os.getenv("BENCH_STATIC")) })
  end,
  -- Ids of all published measures with equal probability: many more than the cache of the server holds.
  r1 = function()
    local ids = lines("ids")
    local request = wrk.format("GET", "/public/v1/measures/" .. PLACEHOLDER)
    local from, to = request:find(PLACEHOLDER, 1, true)
    local head, tail = request:sub(1, from - 1), request:sub(to + 1)
    return function() return head .. ids[math.random(#ids)] .. tail end
  end,
  r1c = function()
    return one_of({ wrk.format("GET", "/public/v1/measures/" .. lines("hot")[1]) })
  end,
  r1n = function()
    local hot = lines("hot")
    return one_of({ wrk.format("GET", "/public/v1/measures/" .. hot[1], { ["If-None-Match"] = '"' .. hot[2] .. '"' }) })
  end,
  r2 = function()
    local requests = {}
    for _, province in ipairs(lines("provinces")) do
      for year = 2567, 2569 do
        local query = "?province_code=" .. province .. "&fiscal_year=" .. year .. "&limit=50"
        requests[#requests + 1] = wrk.format("GET", "/public/v1/measures" .. query)
      end
    end
    return one_of(requests)
  end,
  w1 = function()
    local body = table.concat(lines("measure.json"), "")
    local requests = {}
    for _, drafter in ipairs(lines("drafters")) do
      local organization, token = drafter:match("^(%S+) (%S+)$")
      local headers = { ["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. token }
      requests[#requests + 1] = wrk.format("POST", "/api/v1/measures", headers, (body:gsub("@ORGANIZATION@", organization)))
    end
    return one_of(requests)
  end,
  -- Each approved measure once: of two threads, each takes every second one.
  publish = function()
    local tokens = {}
    for _, publisher in ipairs(lines("publishers")) do
      local organization, token = publisher:match("^(%S+) (%S+)$")
      tokens[organization] = token
    end
    local requests = {}
    for place, line in ipairs(lines("approved")) do
      if place % 2 == number % 2 then
        local id, revision, organization = line:match("^(%S+) (%S+) (%S+)$")
        local headers = { ["If-Match"] = '"' .. revision .. '"', ["Authorization"] = "Bearer " .. tokens[organization] }
        requests[#requests + 1] = wrk.format("POST", "/api/v1/measures/" .. id .. "/publish", headers)
      end
    end
    local place = 0
    return function()
      place = place + 1
      if place >= #requests then wrk.thread:stop() end
      return requests[math.min(place, #requests)]
    end
  end,
}

function init(arguments)
  math.randomseed(seed)
  request = prepare[operation]()
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    "RESULT requests=%d microseconds=%d bytes=%d p50=%.3f p99=%.3f refused=%d broken=%d\n",
    summary.requests, summary.duration, summary.bytes, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
