-- A plan with everything that a worker looks for in it.
create or replace function shopify.push_plan(p_plan jsonb, p_shop core.shops) returns jsonb
language sql stable
return '{"idle": false, "busy_seconds": 0, "find": [], "read": [], "batch": null}'::jsonb
  || jsonb_build_object('at', core.now(), 'location_gid', p_shop.location_gid) || p_plan;
